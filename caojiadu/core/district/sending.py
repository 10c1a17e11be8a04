"""The worker's part: claim one report, commit, hand it over outside any transaction, note what became of it."""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from caojiadu.core.channels import ChannelError, Rejected, Retry, Sent
from caojiadu.core.district import replies
from caojiadu.core.district.adapters import hand_over
from caojiadu.core.district.messages import tell_office, tell_officers
from caojiadu.core.district.models import Report
from caojiadu.core.notices.timing import CLAIM_MINUTES, pause
from caojiadu.core.organisation.models import DistrictBody

logger = logging.getLogger(__name__)
State = Report.State


def send_due(*, seconds: float = 20) -> int:
    """Send what is due for so many seconds at most; return how many reports were tried."""
    recover()
    ends, tried = time.monotonic() + seconds, 0
    resting: set[int] = set()
    while time.monotonic() < ends and (report := claim(resting=resting)):
        tried += 1
        if deliver(report) == State.QUEUED:
            # A body whose system is in trouble waits for the next round, so that it does not hold up the others.
            resting.add(report.body_id)
    return tried


@transaction.atomic
def claim(*, resting: Iterable[int] = ()) -> Report | None:
    """Take the next report that nobody else holds; the commit makes the claim known before anything is sent."""
    due = Report.objects.filter(state=State.QUEUED, next_try_at__lte=timezone.now()).exclude(body__in=resting)
    report = due.order_by("next_try_at", "id").select_for_update(skip_locked=True, of=("self",)).first()
    if report is not None:
        report.state, report.claimed_at = State.SENDING, timezone.now()
        report.attempts += 1
        report.save(update_fields=["state", "claimed_at", "attempts"])
    return report


def deliver(report: Report) -> str:
    """Send a claimed report and settle it; return its new state."""
    try:
        sent = hand_over(report)
    except Rejected as refused:
        return _failed(report, str(refused))
    except ChannelError as trouble:
        return _again(report, str(trouble), after=trouble.after if isinstance(trouble, Retry) else None)
    except Exception as error:
        # The words of an error may hold words of a letter: its kind must do.
        logger.error("report %s could not be handed over: %s", report.pk, type(error).__name__)
        return _again(report, str(Retry(gettext_noop("The report could not be prepared"), type(error).__name__)))
    return _sent(report, sent)


@transaction.atomic
def _sent(report: Report, sent: Sent) -> str:
    """Note that it arrived, with the number there if the answer gave one."""
    if not _settle(report, State.SENT, sent_at=timezone.now(), error=""):
        return State.SENT
    if report.body.channel == DistrictBody.Channel.PORTAL:
        tell_officers(report)
    if number := replies.usable_number(sent.reply.get("number")):
        replies.acknowledge(report=report, number=number)
    return State.SENT


def _again(report: Report, error: str, *, after: int | None = None) -> str:
    """Put it back for another try, unless its tries are used up."""
    if report.attempts >= report.attempts_allowed:
        return _failed(report, error)
    _settle(report, State.QUEUED, next_try_at=timezone.now() + pause(report.attempts, after=after), error=error[:200])
    return State.QUEUED


@transaction.atomic
def _failed(report: Report, error: str) -> str:
    """Give up, and say so to those who answer for the case."""
    if _settle(report, State.FAILED, error=error[:200]):
        tell_office(report, "report_failed", key=f"failed-{report.attempts}")
    return State.FAILED


def _settle(report: Report, state: str, **fields: Any) -> bool:
    """Note an outcome if the claim is still ours: a reply may have been faster, or another worker."""
    ours = Report.objects.filter(pk=report.pk, attempts=report.attempts, state=State.SENDING)
    return bool(ours.update(state=state, claimed_at=None, **fields))


def recover() -> None:
    """Send again what a killed worker left behind: under the same key that is the same report over there."""
    before = timezone.now() - timedelta(minutes=CLAIM_MINUTES)
    left = Report.objects.filter(state=State.SENDING, claimed_at__lt=before)
    left.update(state=State.QUEUED, claimed_at=None, next_try_at=timezone.now())
