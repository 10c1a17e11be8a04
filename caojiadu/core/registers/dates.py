"""The dates that reminders give an entry, and telling whoever keeps it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.registers.access import may_see
from caojiadu.core.registers.declaration import Register, Reminder, find, months_after
from caojiadu.core.registers.models import Record, RecordDate, ReminderRule

BATCH = 200


def all_dates(register: Register, record: Record) -> list[tuple[dt.date, Reminder, ReminderRule]]:
    """Every date that an entry has, the earliest first, each with what it comes from: one query."""
    rules = (
        {rule.key: rule for rule in ReminderRule.objects.filter(register=register.key)} if register.reminders else {}
    )
    found = []
    for reminder in register.reminders:
        rule = rules.get(reminder.key) or reminder.rule(register.key)
        if not reminder.concerns(record) or (reminder.until_done and getattr(record, reminder.until_done)):
            continue
        start = getattr(record, reminder.field) or _never_done(record, rule)
        if start is not None:
            found.append((months_after(start, rule.months) + dt.timedelta(days=rule.days), reminder, rule))
    return sorted(found, key=lambda one: one[0])


def _never_done(record: Record, rule: ReminderRule) -> dt.date | None:
    """What comes round and was not done yet is counted from the day of the entry."""
    return timezone.localdate(record.entered_at) if rule.months > 0 or rule.days > 0 else None


def days_ahead(register: str, key: str) -> int:
    """How many calendar days before such a date somebody is told: as administrators set it, else as declared."""
    kept = ReminderRule.objects.filter(register=register, key=key).values_list("lead", flat=True).first()
    if kept is not None:
        return kept
    declared = find(register)
    assert declared is not None
    return next(one.lead for one in declared.reminders if one.key == key)


def recount_waiting() -> int:
    """Let the dates of entries follow the rules that an administrator has changed; how many rules that were."""
    waiting = list(ReminderRule.objects.filter(recounted=False))
    for register in filter(None, map(find, {rule.register for rule in waiting})):
        for record in register.model_class.objects.filter(register=register.key, ended_on=None).iterator(BATCH):
            with transaction.atomic():
                set_dates(register, record, timezone.localdate())
    # A rule that was changed meanwhile is counted once more by the next run.
    for rule in waiting:
        asked = {name: getattr(rule, name) for name in ("months", "days", "lead")}
        ReminderRule.objects.filter(pk=rule.pk, **asked).update(recounted=True)
    return len(waiting)


def set_dates(register: Register, record: Record, today: dt.date) -> None:
    """Write the dates of a saved entry; one that moved is told of again. An entry that has ended has none."""
    dates = all_dates(register, record) if record.is_current else []
    there = {row.key: row for row in RecordDate.objects.filter(record_id=record.pk)} if record.pk else {}
    for day, reminder, rule in dates:
        row = there.pop(reminder.key, None)
        if row is None or row.due_on != day:
            values = {
                "office_id": record.office_id,
                "due_on": day,
                "remind_on": max(day - dt.timedelta(days=rule.lead), today),
            }
            RecordDate.objects.update_or_create(record_id=record.pk, key=reminder.key, defaults=values)
    RecordDate.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    record.due_on = dates[0][0] if dates else None
    Record.objects.filter(pk=record.pk).update(due_on=record.due_on)


def remind_due(now: dt.datetime | None = None) -> int:
    """Tell the offices of every date whose day to be told has come; a second run on the day tells nobody twice."""
    today, told = timezone.localdate(now), 0
    waiting = RecordDate.objects.filter(remind_on__lte=today).order_by("remind_on", "id")
    while batch := list(waiting.values_list("pk", flat=True)[:BATCH]):
        for pk in batch:
            told += _tell(pk, today)
    return told


@transaction.atomic
def _tell(pk: int, today: dt.date) -> int:
    row = RecordDate.objects.select_for_update(of=("self",)).filter(pk=pk, remind_on__lte=today).first()
    if row is None:
        return 0
    register = find(row.record.register)
    for person in _keepers_of(register, row.record) if register else ():
        put(
            template="register_due",
            to=To.user(person),
            dedup_key=f"register-{row.record_id}-{row.key}-{row.due_on}-{row.remind_on}-{person.pk}",
            context={"register": str(register.label) if register else "", "day": row.due_on.isoformat()},
        )
    # Once ahead, once on the day; after that the list by date says it.
    row.remind_on = row.due_on if row.due_on > today else None
    row.save(update_fields=["remind_on"])
    return 1


def _keepers_of(register: Register, record: Record) -> list[User]:
    """Whoever entered it while they work there and may open it, and the head of the office."""
    posts = Post.objects.filter(office_id=record.office_id).held_on()
    working = posts.filter(role=Role.HEAD) | posts.filter(user_id=record.entered_by_id or 0, role=Role.HANDLER)
    people = User.objects.filter(is_active=True, pk__in=working.values("user_id"))
    return [person for person in people if may_see(person, register)]
