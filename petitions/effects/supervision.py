"""What moves around supervision cards do beyond the state."""

from caojiadu.core.cases import clocks
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from petitions.oversight import supervision


def issue(moving: Moving) -> None:
    """Urge an office from the page of a letter."""
    supervision.issue_card(
        actor=moving.actor, office=moving.data["office"], data=moving.data, parent=moving.case, now=moving.now
    )


def start_limit(moving: Moving) -> None:
    """The office has as many working days as the card gives it."""
    limit = moving.case.workflow.limit("reply_card")
    assert limit is not None
    clocks.start(moving.case, limit, moving.now, days=moving.data["days"])
    clocks.refresh_due(moving.case)


def keep_reply(moving: Moving) -> None:
    """Keep the office's answer."""
    moving.change(
        taken=moving.data["taken"],
        reply=moving.data["reply"],
        replied_by=moving.actor.user,
        replied_at=moving.now,
    )


def once_more(moving: Moving) -> None:
    """The answer does not do: a new limit runs."""
    moving.change(days=moving.data["days"])
    start_limit(moving)


def answer_up(moving: Moving) -> None:
    """What the district asked with a slip of its own is answered there."""
    case = moving.case
    if case.body is None:
        return
    reports.put(
        case=case,
        event=moving.event,
        kind=reports.Report.Kind.SLIP,
        body=case.body,
        reason=f"{case.foreign_number}\n{case.get_taken_display()}\n{case.reply}",
        by=moving.actor.user,
        now=moving.now,
    )
