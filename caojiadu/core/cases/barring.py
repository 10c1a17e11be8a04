"""Keeping a person out of a case, from this moment and at every door."""

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Bar
from caojiadu.core.cases.moving import Moving
from caojiadu.core.notices.models import Notice


def keep_out(moving: Moving, person: User, reason: str) -> None:
    """Bar somebody. Messages about the case that wait to be sent to them are not sent; a leader holds it no more."""
    case = moving.case
    Bar.objects.get_or_create(case_id=case.pk, user=person, defaults={"reason": reason, "since": moving.now})
    waiting = Notice.objects.filter(user=person, case_number=case.number, state=Notice.State.QUEUED)
    waiting.update(state=Notice.State.CANCELLED)
    case.refresh_from_db(fields=["barred"])
    if case.held_by_id == person.pk:
        moving.change(held_by=None)
