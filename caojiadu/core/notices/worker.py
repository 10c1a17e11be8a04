"""The worker's part of the outbox: claim one row, commit, send it outside any transaction, note what became of it."""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from caojiadu.core.channels import ChannelError, Rejected, Retry, Sent, Uncertain
from caojiadu.core.notices import hooks, pauses
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.senders import prepare, takes_our_key
from caojiadu.core.notices.timing import CLAIM_MINUTES, is_quiet, pause

logger = logging.getLogger(__name__)
State = Notice.State


class NotReady(Retry):
    """A fault of ours, before the provider was asked."""


def send_due(*, seconds: float = 20) -> int:
    """Send what is due for so many seconds at most; return how many rows were tried."""
    recover()
    ends, tried = time.monotonic() + seconds, 0
    resting = pauses.paused()
    while time.monotonic() < ends and (notice := claim(resting=resting)):
        tried += 1
        if deliver(notice) == State.QUEUED or notice.channel in pauses.paused():
            # A channel in trouble waits for the next round, so that it does not hold up the others.
            resting.add(notice.channel)
    return tried


def due(*, resting: Iterable[str] = ()) -> QuerySet[Notice]:
    """The rows that may be sent now, in their order."""
    now = timezone.now()
    rows = Notice.objects.filter(state=State.QUEUED, next_try_at__lte=now).exclude(channel__in=resting)
    if is_quiet(now):
        rows = rows.exclude(channel=Notice.Channel.SMS, urgent=False)
    return rows.order_by("-urgent", "next_try_at", "id")


@transaction.atomic
def claim(*, resting: Iterable[str] = ()) -> Notice | None:
    """Take the next row that nobody else holds; the commit makes the claim known before anything is sent."""
    notice = due(resting=resting).select_for_update(skip_locked=True, of=("self",)).first()
    if notice is not None:
        notice.state, notice.claimed_at = State.SENDING, timezone.now()
        notice.attempts += 1
        notice.save(update_fields=["state", "claimed_at", "attempts"])
    return notice


def deliver(notice: Notice) -> str:
    """Send a claimed row and settle it; return its new state."""
    if notice.expires_at and notice.expires_at <= timezone.now():
        return settle(notice, State.CANCELLED, error=gettext_noop("Too late to be of use"))
    try:
        sent = _send(notice)
    except Rejected as refused:
        return settle(notice, State.FAILED, error=str(refused))
    except Uncertain as uncertain:
        pauses.trouble(notice.channel)
        return settle(notice, State.UNCERTAIN, error=str(uncertain))
    except NotReady as fault:
        return _again(notice, fault)
    except Retry as trouble:
        pauses.trouble(notice.channel)
        return _again(notice, trouble)
    pauses.answered(notice.channel)
    return settle(notice, State.SENT, sent_at=timezone.now(), foreign_id=sent.foreign_id[:200], error="")


def _send(notice: Notice) -> Sent:
    """Prepare and hand over. Raises ChannelError, and nothing else: a fault of ours is an outcome too."""
    try:
        hand_over = prepare(notice)
    except ChannelError:
        raise
    except Exception as error:
        logger.exception("notice %s could not be prepared", notice.pk)
        raise NotReady(gettext_noop("The message could not be prepared"), type(error).__name__) from error
    try:
        return hand_over()
    except Uncertain as error:
        raise (Retry(*error.args) if takes_our_key(notice.channel) else error) from error
    except ChannelError:
        raise
    except Exception as error:
        logger.exception("notice %s broke its channel", notice.pk)
        kind = Retry if takes_our_key(notice.channel) else Uncertain
        raise kind(gettext_noop("The channel broke"), type(error).__name__) from error


def _again(notice: Notice, trouble: Retry) -> str:
    """Put a row back for another try, unless its tries or its time are used up."""
    next_try = timezone.now() + pause(notice.attempts, after=trouble.after)
    too_late = notice.expires_at and next_try >= notice.expires_at
    if too_late or notice.attempts >= notice.attempts_allowed:
        return settle(notice, State.FAILED, error=str(trouble))
    return settle(notice, State.QUEUED, next_try_at=next_try, error=str(trouble))


@transaction.atomic
def settle(notice: Notice, state: str, **fields: Any) -> str:
    """Note an outcome, if the claim is still ours; what cannot be delivered is told in the same transaction.

    A row whose claim was given up as uncertain takes a late answer still; one that was claimed again does not.
    """
    if state != State.QUEUED:
        fields["sealed"] = ""
    if error := fields.get("error"):
        fields["error"] = error[:200]
    ours = Notice.objects.filter(pk=notice.pk, attempts=notice.attempts, state__in=(State.SENDING, State.UNCERTAIN))
    if ours.update(state=state, claimed_at=None, **fields) and state == State.FAILED:
        undeliverable(notice.pk)
    return state


def undeliverable(pk: int) -> None:
    """Tell whoever opens a task to ring; a code for a phone has nobody left to ring."""
    notice = Notice.objects.get(pk=pk)
    if notice.is_to_a_person and not _reaches_otherwise(notice):
        hooks.notice_undeliverable(notice)


def _reaches_otherwise(notice: Notice) -> bool:
    """Say whether a resident gets by text message what their e-mail did not take."""
    if notice.channel != Notice.Channel.EMAIL or notice.resident_key is None:
        return False
    same = Notice.objects.filter(dedup_key=f"{notice.message_key}:{Notice.Channel.SMS}")
    return same.exclude(state=State.FAILED).exists()


def recover() -> None:
    """Settle what a worker left behind when it was killed: sent again under the same key, or shown as uncertain."""
    left = Notice.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - timedelta(minutes=CLAIM_MINUTES))
    safe = [channel for channel in Notice.Channel.values if takes_our_key(channel)]
    left.filter(channel__in=safe).update(state=State.QUEUED, claimed_at=None, next_try_at=timezone.now())
    left.exclude(channel__in=safe).update(
        state=State.UNCERTAIN,
        claimed_at=None,
        sealed="",
        error=gettext_noop("The worker stopped in the middle of sending"),
    )


def doubt_what_waits() -> int:
    """After a restore: what was due since the backup may have gone out before; return how many rows that holds up."""
    waiting = Notice.objects.filter(state__in=(State.QUEUED, State.SENDING), next_try_at__lte=timezone.now())
    safe = [channel for channel in Notice.Channel.values if takes_our_key(channel)]
    return waiting.exclude(channel__in=safe).update(
        state=State.UNCERTAIN,
        claimed_at=None,
        sealed="",
        error=gettext_noop("The portal was restored from a backup; it may have gone out before"),
    )
