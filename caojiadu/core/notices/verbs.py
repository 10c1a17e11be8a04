"""What people and providers do to a row: receipts, reading, another try."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.trail import record
from caojiadu.core.notices import hooks
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.queries import unread_for
from caojiadu.core.notices.worker import undeliverable

State = Notice.State
TRIES_MORE = 6


class NotInTrouble(ValueError):
    """The row is not in trouble, or what it carried is gone."""


@transaction.atomic
def mark_delivered(foreign_id: str, *, channel: str, arrived: bool = True, error: str = "") -> int:
    """Note a provider's receipt, which may come twice; return how many rows it changed."""
    if not foreign_id:
        return 0
    rows = Notice.objects.select_for_update().filter(
        channel=channel, foreign_id=foreign_id, state__in=(State.SENT, State.UNCERTAIN)
    )
    found = list(rows.values_list("pk", flat=True))
    changed = Notice.objects.filter(pk__in=found)
    if arrived:
        changed.update(state=State.DELIVERED, delivered_at=timezone.now(), error="")
        for notice in changed:
            hooks.notice_delivered(notice)
        return len(found)
    changed.update(state=State.FAILED, error=error[:200])
    for pk in found:
        undeliverable(pk)
    return len(found)


def mark_read(*, user: User, keys: list[int] | None = None) -> int:
    """Note that a person has read these of their messages in the portal, or all of them."""
    rows = unread_for(user)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    return rows.update(read_at=timezone.now())


@transaction.atomic
def send_again(*, notice: Notice, actor: Any, reason: str, request: Any = None) -> None:
    """Put a failed or uncertain row back into the queue, under its own key. Raises NotInTrouble."""
    row = _in_trouble(notice, reason)
    if not (row.is_to_a_person or row.endpoint):
        raise NotInTrouble(_("A one-off code is not kept; the person has to ask for a new one."))
    before, row.state, row.next_try_at = row.state, State.QUEUED, timezone.now()
    row.attempts_allowed = row.attempts + TRIES_MORE
    row.save(update_fields=["state", "next_try_at", "attempts_allowed"])
    _note(row, actor, reason, request, {"sent_again_from": before})


@transaction.atomic
def settle_by_hand(*, notice: Notice, actor: Any, reason: str, request: Any = None) -> None:
    """Take a row out of trouble because the person was told another way; that is no delivery. Raises NotInTrouble."""
    row = _in_trouble(notice, reason)
    before, row.state, row.error = row.state, State.CANCELLED, gettext_noop("Settled by hand")
    row.save(update_fields=["state", "error"])
    _note(row, actor, reason, request, {"settled_from": before})


def _in_trouble(notice: Notice, reason: str) -> Notice:
    """Lock a row that is failed or uncertain."""
    if not reason.strip():
        raise NotInTrouble(_("Give a reason."))
    row = Notice.objects.select_for_update().get(pk=notice.pk)
    if row.state not in (State.FAILED, State.UNCERTAIN):
        raise NotInTrouble(_("This message is neither failed nor uncertain."))
    return row


def _note(row: Notice, actor: Any, reason: str, request: Any, data: dict[str, str]) -> None:
    record(
        action="change",
        actor=actor,
        subject_type="notices.notice",
        subject_key=row.pk,
        reason=reason.strip(),
        request=request,
        data=data,
    )
