"""What the desk shows of the suggestion track."""

from typing import Any

from caojiadu.core.cases.models import Case
from caojiadu.core.desk.panels import Panel
from petitions.models import Petition, Proposal, Publication
from petitions.oversight.proposals import finds

WITH_PUBLIC_TEXT = {"publish", "take_down"}
EARLY = ("submitted", "registered")


def track(petition: Petition, user: Any) -> Panel:
    """Consent, call, reward, what was done and the public text, with what was left in it."""
    measures = list(petition.measures.select_related("by", "case"))
    linked = Case.objects.filter(pk__in=[one.case_id for one in measures if one.case_id])
    seen = set(linked.visible_to(user).values_list("pk", flat=True)) if user else set()
    for one in measures:
        one.seen = one.case_id in seen
    publication = Publication.objects.filter(petition=petition).select_related("prepared_by", "released_by").first()
    return Panel(
        "petitions/desk/track.html",
        {
            "petition": petition,
            "proposal": Proposal.objects.filter(petition=petition).select_related("call").first(),
            "measures": measures,
            "publication": publication,
            "left": _left(publication, petition) if publication else [],
            "early": petition.state in EARLY,
        },
    )


def _left(publication: Publication, petition: Petition) -> list[tuple[Any, str]]:
    """What was found and stays, each with its reason."""
    if not publication.left:
        return []
    texts = (publication.title, publication.text, publication.answer, publication.measure)
    found = finds(texts, petition)
    return [(found[mark], why) for mark, why in publication.left.items() if mark in found]
