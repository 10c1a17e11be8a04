"""Counting running limits again when the calendar changed: each date that moves is logged, old and new."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from caojiadu.core.audit.trail import record
from caojiadu.core.cases import clocks
from caojiadu.core.cases.models import Case, Clock, LimitRule
from caojiadu.core.workdays.arithmetic import Calendar
from caojiadu.core.workdays.deadlines import Deadline, calendar_between, local_day, recompute

BATCH = 500
Moved = tuple[int, dt.date, dt.date]


def recount(first: dt.date | None = None, last: dt.date | None = None) -> list[Moved]:
    """Count again every running clock that these days touch. Returns (clock, old date, new date) of the moved."""
    running = _touched(first, last)
    span = running.aggregate(since=Min("started_at"), until=Max("due_on"))
    if span["since"] is None:
        return []
    calendar = calendar_between(local_day(span["since"]), span["until"])
    changes = (_recount(pk, calendar) for pk in _differing(running, calendar))
    return [change for change in changes if change]


def _touched(first: dt.date | None, last: dt.date | None) -> QuerySet[Clock]:
    running = Clock.objects.filter(state=Clock.State.RUNNING)
    if last is not None:
        running = running.filter(started_at__date__lte=last)
    if first is not None:
        running = running.filter(due_on__gte=first - dt.timedelta(days=31))
    return running


def _differing(running: QuerySet[Clock], calendar: Calendar) -> Iterator[int]:
    """Read on in batches by key, and pass on what comes out otherwise than it stands; only that is locked."""
    after = 0
    while batch := list(running.filter(pk__gt=after).order_by("pk").values_list("pk", "why")[:BATCH]):
        for pk, why in batch:
            if recompute(Deadline.from_json(why), calendar=calendar).as_json() != why:
                yield pk
        after = batch[-1][0]


@transaction.atomic
def _recount(pk: int, calendar: Calendar) -> Moved | None:
    """Lock the case, then the clock, as every move does; write the new date."""
    case_id = Clock.objects.values_list("case_id", flat=True).get(pk=pk)
    case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    clock = Clock.objects.select_for_update().filter(pk=pk, state=Clock.State.RUNNING).first()
    if clock is None:
        return None
    old, looked_at = clock.due_on, clock.next_at
    rule = LimitRule.objects.filter(kind=case.kind, key=clock.key).first() or LimitRule()
    clocks.set_deadline(clock, recompute(Deadline.from_json(clock.why), calendar=calendar), rule)
    ahead = clocks.next_warning(clock, rule, timezone.now())
    clock.next_at = looked_at if clock.rung else ahead
    clock.save(update_fields=["due_on", "due_at", "why", "provisional", "next_at"])
    if old == clock.due_on:
        return None
    clocks.refresh_due(case)
    _log(case, clock, old)
    return pk, old, clock.due_on


def _log(case: Case, clock: Clock, old: dt.date) -> None:
    record(
        action="deadline_moved",
        subject_type="case",
        subject_key=case.number,
        office_id=case.office_id,
        data={"limit": clock.key, "clock": clock.pk, "old": old, "new": clock.due_on},
    )
