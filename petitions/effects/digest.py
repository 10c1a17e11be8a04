"""What moves of a digest do beyond the state."""

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.district import reports
from petitions.models import DigestItem
from petitions.oversight.digests import text_of


def edit(moving: Moving) -> None:
    """Keep the summaries; what was ticked leaves the digest."""
    moving.change(opening=moving.data["opening"])
    for item in moving.case.items.all():
        if moving.data.get(f"out_{item.pk}"):
            item.delete()
        else:
            DigestItem.objects.filter(pk=item.pk).update(summary=moving.data[f"summary_{item.pk}"])


def send(moving: Moving) -> None:
    """Send it as one report; each suggestion's own history says so."""
    digest = moving.case
    reports.put(
        case=digest,
        event=moving.event,
        kind=reports.Report.Kind.DIGEST,
        body=moving.data["body"],
        reason=text_of(digest),
        by=moving.actor.user,
        now=moving.now,
    )
    for item in digest.items.select_related("suggestion"):
        _tell(item, moving)


def _tell(item: DigestItem, moving: Moving) -> None:
    try:
        move(
            case=item.suggestion,
            key="digested",
            actor=Actor.timer(),
            extra={"digest": moving.case.pk},
            now=moving.now,
        )
    except MoveError:
        return  # it is no suggestion any more
