"""What the moves to the district and back do beyond the state."""

from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from petitions.models import Question


def report_up(moving: Moving) -> None:
    """Report to the district what cannot be settled here, with what was tried and who should lead there."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.UNSETTLED,
        body=moving.data["body"],
        proposed_lead=moving.data["proposed_lead"],
        reason=moving.data["reason"],
        tried=moving.data["tried"],
        files=moving.data["papers"],
        by=moving.actor.user,
        now=moving.now,
    )
    moving.change(waiting=Waiting.DISTRICT)


def pass_on(moving: Moving) -> None:
    """Pass an opinion or suggestion to the body where it belongs; nothing is waited for."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.OPINION,
        body=moving.data["body"],
        reason=moving.data["reason"],
        by=moving.actor.user,
        now=moving.now,
    )


def forward(moving: Moving) -> None:
    """Send a report against somebody to the discipline inbox of the district."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.ACCUSATION,
        body=reports.discipline_body(),
        reason=moving.data.get("reason", ""),
        tried="\n\n".join(filter(None, (moving.case.body, moving.case.request))),
        against=moving.case.against,
        by=moving.actor.user,
        now=moving.now,
    )
    moving.change(waiting=Waiting.DISTRICT)


def stop_waiting(moving: Moving) -> None:
    """The district answered or returned: the case goes on, unless another body still has a report of it."""
    others = reports.waited_for(moving.case, but=moving.data.get("report"))
    if moving.case.waiting == Waiting.DISTRICT and not others:
        asked = Question.objects.filter(petition=moving.case, replied_at=None).exists()
        moving.change(waiting=Waiting.RESIDENT if asked else "")
