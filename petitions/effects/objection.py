"""What the moves about a transfer do beyond the state."""

from typing import Any

from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from petitions.effects.upward import stop_waiting
from petitions.models import Transferred


def transfer_out(moving: Moving) -> None:
    """A body of the district gets the letter in its inbox; any other gets it from the desk by hand."""
    if moving.data.get("body") is None:
        return
    case = moving.case
    reports.put(
        case=case,
        event=moving.event,
        kind=reports.Report.Kind.TRANSFER,
        body=moving.data["body"],
        reason=moving.data["reason"],
        tried="\n\n".join(filter(None, (case.body, case.request))),
        files=case.files.filter(state="clean"),
        by=moving.actor.user,
        now=moving.now,
    )


def where_to(moving: Moving) -> Any:
    """The body to which a matter goes, as it stands on the paper."""
    body = moving.data.get("body")
    return {"zh": body.name_zh, "en": body.name_en or body.name_zh} if body else moving.data["other"]


def object_to_transfer(moving: Moving) -> None:
    """Keep the objection, and tell the sender where it has an inbox. The clock stays ours until the sender agrees."""
    transfer = Transferred.objects.select_related("body").get(petition_id=moving.case.pk)
    transfer.objected_at, transfer.objection = moving.now, moving.data["reason"]
    transfer.save(update_fields=["objected_at", "objection"])
    if transfer.body is not None:
        reports.put(
            case=moving.case,
            event=moving.event,
            kind=reports.Report.Kind.OBJECTION,
            body=transfer.body,
            reason=moving.data["reason"],
            by=moving.actor.user,
            now=moving.now,
        )
    moving.change(waiting=Waiting.DISTRICT)


def settle_objection(*, agreed: bool):
    """An effect: the sender agreed to take it back, or did not."""

    def settled(moving: Moving) -> None:
        transfer = Transferred.objects.get(petition_id=moving.case.pk)
        transfer.settled_at, transfer.agreed, transfer.reply = moving.now, agreed, _words(moving)
        transfer.save(update_fields=["settled_at", "agreed", "reply"])
        if "report" not in moving.data:
            reports.settle_on_paper(case=moving.case, kinds=(reports.Report.Kind.OBJECTION,), text=transfer.reply)
        stop_waiting(moving)

    return settled


def _words(moving: Moving) -> str:
    """What the sender said, in its inbox or on paper."""
    if key := moving.data.get("report"):
        return reports.Report.objects.get(pk=key).reply
    return str(moving.data.get("reply", ""))
