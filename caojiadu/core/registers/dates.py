"""The dates that reminders give an entry, and telling whoever keeps it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.registers.declared import Register, Reminder, find
from caojiadu.core.registers.models import Record

BATCH = 200
ONE = dt.timedelta(days=1)


def all_dates(register: Register, record: Any) -> list[tuple[dt.date, Reminder]]:
    """Every date that an entry has, the earliest first."""
    found = [(reminder.due(record), reminder) for reminder in register.reminders]
    return sorted(((day, reminder) for day, reminder in found if day), key=lambda pair: pair[0])


def set_dates(register: Register, record: Any, today: dt.date) -> None:
    """Put the earliest date on the entry, and the day on which to tell of it: its lead, or today when that is over."""
    dates = all_dates(register, record)
    if not dates or not record.is_current:
        record.due_on, record.due_key, record.remind_on = None, "", None
        return
    day, reminder = dates[0]
    if (day, reminder.key) == (record.due_on, record.due_key):
        return
    record.due_on, record.due_key = day, reminder.key
    record.remind_on = max(day - dt.timedelta(days=reminder.lead), today)


def remind_due(now: dt.datetime | None = None) -> int:
    """Tell the office of every entry whose day to be told has come; a second run on the day tells nobody twice."""
    today, told = timezone.localdate(now), 0
    waiting = Record.objects.filter(ended_on=None, remind_on__lte=today).order_by("remind_on", "id")
    while batch := list(waiting.values_list("pk", flat=True)[:BATCH]):
        for pk in batch:
            told += _tell(pk, today)
    return told


@transaction.atomic
def _tell(pk: int, today: dt.date) -> int:
    record = Record.objects.select_for_update().filter(pk=pk, remind_on__lte=today).first()
    if record is None or record.due_on is None:
        return 0
    register = find(record.register)
    for person in _keepers_of(record) if register else ():
        put(
            template="register_due",
            to=To.user(person),
            dedup_key=f"register-{record.pk}-{record.due_key}-{record.due_on}-{record.remind_on}-{person.pk}",
            context={"register": str(register.label) if register else "", "day": record.due_on.isoformat()},
        )
    # Once ahead, once on the day; after that the list of what is due says it.
    record.remind_on = record.due_on if record.due_on > today else None
    record.save(update_fields=["remind_on"])
    return 1


def _keepers_of(record: Record) -> list[User]:
    """Whoever entered it while they work there, and the head of the office."""
    working = User.objects.filter(is_active=True, posts__in=_posts(record)).distinct()
    return [one for one in working if one.pk == record.entered_by_id or Role.HEAD in _roles(one, record)]


def _posts(record: Record) -> Any:
    from caojiadu.core.accounts.models import Post

    return Post.objects.filter(office_id=record.office_id, role__in=(Role.HANDLER, Role.HEAD)).held_on()


def _roles(user: User, record: Record) -> set[str]:
    return {post.role for post in user.posts_today if post.office_id == record.office_id}
