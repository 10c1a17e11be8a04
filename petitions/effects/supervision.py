"""What moves around supervision cards do beyond the state."""

from django.utils.translation import gettext as _

from caojiadu.core.cases import clocks
from caojiadu.core.cases.assign import hand_to_office
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from caojiadu.core.files.moves import Audience, attach
from petitions.oversight import slips, supervision


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


def not_from_above(moving: Moving) -> None:
    """What an officer of the district sent, only the district takes back. Raises Refused."""
    if slips.sent_here(moving.case):
        raise Refused(_("The district sent this slip; only the district takes it back."))


def pass_on(moving: Moving) -> None:
    """Another office is to answer; the limit runs on."""
    hand_to_office(moving, moving.data["office"])


def keep_reply(moving: Moving) -> None:
    """Keep the office's answer and its papers."""
    attach(files=moving.data["files"], case=moving.case, actor=moving.actor.user, audience=Audience.STAFF)
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
    """What the district asked with a slip of its own is answered there, with the papers of the newest answer."""
    case = moving.case
    if case.body is None:
        return
    replied = case.events.filter(move="reply_card").order_by("-id").first()
    reports.put(
        case=case,
        event=moving.event,
        kind=reports.Report.Kind.SLIP,
        body=case.body,
        reason=f"{case.foreign_number}\n{case.get_taken_display()}\n{case.reply}",
        files=case.files.filter(pk__in=replied.data.get("files", []) if replied else []),
        by=moving.actor.user,
        now=moving.now,
    )
