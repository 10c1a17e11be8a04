"""What a body says to a report: acknowledged with its number, answered, or returned. Page and API call these verbs.

A reply is kept whatever has become of the case meanwhile. Where the case can still move, it moves; where it cannot,
those who answer for it are told.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district.messages import tell_office
from caojiadu.core.district.models import Report
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import Audience, attach
from caojiadu.core.personal import Unusable, clean_line

Files = Iterable[File]
State = Report.State
NUMBER_LENGTH = 60
# Another system may answer before our worker has noted that it sent; whoever knows the report's key has it.
OPEN = (State.QUEUED, State.SENDING, State.SENT, State.FAILED, State.ACKNOWLEDGED)


class OutOfTurn(Exception):
    """The report does not stand where this reply fits; the message is for the reader."""


@transaction.atomic
def acknowledge(*, report: Report, number: str, user: Any = None, files: Files = ()) -> Report:
    """The body has it under a number of its own. The same number again does nothing. Raises OutOfTurn.

    Here as in every reply, `files` are uploads for the office alone, kept with the case.
    """
    locked = _lock(report)
    if locked.acknowledged_at is not None and locked.number == number:
        return locked
    if locked.state not in OPEN or locked.state == State.ACKNOWLEDGED:
        raise OutOfTurn(_("This report was acknowledged or answered already."))
    now = timezone.now()
    _write(locked, state=State.ACKNOWLEDGED, number=number, acknowledged_at=now, sent_at=locked.sent_at or now)
    _keep(locked, files, user)
    _go_on(locked, "district_acknowledged", user)
    return locked


@transaction.atomic
def answer(*, report: Report, text: str, number: str = "", user: Any = None, files: Files = ()) -> Report:
    """The body answers; straight after sending this acknowledges too. The same text again does nothing.

    Raises OutOfTurn, also for what asks for a decision.
    """
    locked = _lock(report)
    if locked.asks_to_decide:
        raise OutOfTurn(_("This asks for a decision. Please decide it; a plain answer is not enough."))
    return _reply(locked, State.ANSWERED, text, number, user, files)


@transaction.atomic
def settle_objection(
    *, report: Report, agreed: bool, text: str, number: str = "", user: Any = None, files: Files = ()
) -> Report:
    """The sender agrees to take the material back, or does not. Raises OutOfTurn."""
    locked = _lock(report)
    if locked.kind != Report.Kind.OBJECTION:
        raise OutOfTurn(_("This is no objection to a transfer."))
    decision = Report.Decision.AGREED if agreed else Report.Decision.REFUSED
    return _reply(locked, State.ANSWERED, text, number, user, files, decision=decision)


@transaction.atomic
def decide(
    *,
    report: Report,
    decision: str,
    text: str,
    decided_on: dt.date,
    number: str = "",
    user: Any = None,
    files: Files = (),
) -> Report:
    """The body that decides gives its opinion on a request for review or re-review. Raises OutOfTurn."""
    locked = _lock(report)
    if not locked.asks_for_review:
        raise OutOfTurn(_("This is no request for a review."))
    return _reply(locked, State.ANSWERED, text, number, user, files, decision=decision, decided_on=decided_on)


@transaction.atomic
def send_back(*, report: Report, reason: str, number: str = "", user: Any = None, files: Files = ()) -> Report:
    """The body returns it, with the reason. Raises OutOfTurn, also for what is only told, not asked."""
    locked = _lock(report)
    if locked.kind == Report.Kind.ACCUSATION and not locked.can_be_returned:
        raise OutOfTurn(_("Nobody at the office may open this report. Please conclude it with an answer."))
    if not locked.can_be_returned:
        raise OutOfTurn(_("This was sent for information; it can be answered, not returned."))
    return _reply(locked, State.RETURNED, reason, number, user, files)


def _reply(report: Report, state: str, text: str, number: str, user: Visitor, files: Files, **decided: Any) -> Report:
    if report.state == state and report.reply == text and report.decision == decided.get("decision", ""):
        return report
    if report.state not in OPEN:
        raise OutOfTurn(_("This report was answered or returned already."))
    now = timezone.now()
    _write(
        report,
        state=state,
        reply=text,
        replied_at=now,
        number=report.number or number,
        acknowledged_at=report.acknowledged_at or now,
        sent_at=report.sent_at or now,
        **decided,
    )
    _keep(report, files, user)
    _go_on(report, _move_of(report), user)
    return report


def _move_of(report: Report) -> str:
    """The move that a reply makes on the case."""
    if report.kind == Report.Kind.OBJECTION:
        return f"objection_{report.decision}"
    if report.asks_for_review:
        return f"{report.kind}_decided"
    return "district_answered" if report.state == State.ANSWERED else "district_returned"


def _lock(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("case", "body").get(pk=report.pk)


def _write(report: Report, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(report, name, value)
    Report.objects.filter(pk=report.pk).update(claimed_at=None, error="", **fields)


def _keep(report: Report, files: Files, user: Visitor) -> None:
    """Papers lie with the case, for staff; those who may open it read them."""
    report.reply_files.add(*attach(files=files, case=report.case, actor=user, audience=Audience.STAFF))


def _go_on(report: Report, key: str, user: Visitor) -> None:
    """Move the case where it can move; a limit that passed was told for information and moves nothing."""
    record(action=key, subject_type="report", subject_key=report.key, actor=user, actor_label=_label(report, user))
    moved = report.kind != Report.Kind.OVERDUE and _moved(report, key, user)
    if not moved:
        tell_office(report, "report_replied", key=report.state)


def _moved(report: Report, key: str, user: Visitor) -> bool:
    try:
        move(case=report.case, key=key, actor=Actor.district(user), extra={"report": report.pk})
    except MoveError:
        return False
    return True


def _label(report: Report, user: Visitor) -> str:
    return "" if user is not None else report.body.key


def usable_number(value: Any) -> str:
    """A number as another system gave it, or nothing where it is none."""
    try:
        number = clean_line(value) if isinstance(value, str) else str(value) if type(value) is int else ""
    except Unusable:
        return ""
    return number if len(number) <= NUMBER_LENGTH else ""
