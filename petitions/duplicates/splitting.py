"""Splitting a letter: a second matter in it becomes a letter of its own."""

from typing import Any

from caojiadu.core.cases import links
from caojiadu.core.cases.models import Bar, CaseLink, Confidentiality
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.hooks import provide
from petitions.intake.opening import open_letter
from petitions.letters.models import Petition
from petitions.petitioners import people

# What the second matter has in common with the whole.
KEPT = ("came", "place", "against", "anonymous", "read_back", "notice_version", "share_identity", "address_unclear")


@provide("effect.split_letter")
def split_letter(moving: Moving) -> None:
    """Open a letter for the chosen text: same petitioners, day of receipt, people kept out, office and limits."""
    whole: Petition = moving.case
    new, _code = open_letter(
        kind=whole.kind,
        actor=Actor.timer(),
        title=moving.data["title"],
        channel=whole.channel,
        resident=whole.resident,
        signers=people.signers_of(whole),
        received_at=whole.opened_at,
        now=moving.now,
        quiet=True,
        fields=_fields(moving),
    )
    people.carry_over(whole, new, moving.now)
    Bar.objects.bulk_create(
        (Bar(case_id=new.pk, user_id=bar.user_id, reason=bar.reason, since=bar.since) for bar in whole.bars.all()),
        ignore_conflicts=True,
    )
    if whole.confidentiality == Confidentiality.RESTRICTED:
        Petition.objects.filter(pk=new.pk).update(confidentiality=whole.confidentiality)
    move(
        case=new,
        key="split_off",
        actor=Actor.timer(),
        now=moving.now,
        extra={"linked": whole.pk, "state": whole.state},
    )
    links.join(_seen_from(new, moving), whole, CaseLink.Kind.SPLIT)


def _fields(moving: Moving) -> dict[str, Any]:
    whole = moving.case
    kept = {name: getattr(whole, name) for name in KEPT}
    return {
        **kept,
        "body": moving.data["text"],
        "request": moving.data["request"],
        "neighbourhood": whole.neighbourhood,
    }


def _seen_from(new: Petition, moving: Moving) -> Moving:
    return Moving(
        case=Petition.objects.get(pk=new.pk), move=moving.move, actor=moving.actor, now=moving.now, event=moving.event
    )
