"""What a petitioner sees of the others, of the link with which they sign, and of who acts for whom."""

from typing import Any

from django.http import HttpRequest

from petitions.effects.joint import acting_for
from petitions.intake.receipt import link_context
from petitions.models import Mandate, Petition, Petitioner
from petitions.people import joint


def context(petition: Petition, part: Petitioner, request: HttpRequest) -> dict[str, Any]:
    """What the page of the matter shows of it: how many, never who, unless somebody agreed to be named."""
    power = joint.mandate_of(part)
    return {
        "part": part,
        "power": power,
        "joint": petition.headcount > 1,
        "link": link_context(petition, part, request),
        "may_link": may_link(petition, part),
        "proxies": proxies(part),
    }


def may_link(petition: Petition, part: Petitioner) -> bool:
    """Say whether whoever leads may hand out a link now."""
    move = petition.workflow.transition("open_joining")
    under_way = move is not None and any(one.key == petition.state for one in move.sources)
    own = joint.principal_of(part)
    named = own.resident_id is not None and not petition.workflow.secret
    return under_way and own.first and named and joint.is_confirmed(part)


def proxies(part: Petitioner) -> list[Mandate]:
    """Who acts for this petitioner by their consent, and whether they have given it."""
    if part.acts:
        return []
    rows = acting_for(part)
    return list(Mandate.objects.select_related("petitioner__resident").filter(petitioner__in=rows))


def others_remain(petition: Petition) -> bool:
    """Say whether the matter goes on when one leaves."""
    return petition.petitioners.present().own().count() > 1
