"""Figures of a period: few cases are counted at once, many behind the scenes, month by month, and kept.

An app that has figures provides `figures.<kind>` with its Counter. Its counts are numbers by key, and those of two
spans of days add up to those of both.
"""

import datetime as dt
from collections import Counter as Sum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases import hooks
from caojiadu.core.cases.models import Case, FigureCount
from caojiadu.core.cases.query import tokens_of
from caojiadu.core.types import Values
from caojiadu.core.workdays.deadlines import end_of

AT_ONCE = 5_000  # cases that are counted while one waits
FRESH = dt.timedelta(hours=12)
KEPT = dt.timedelta(days=7)
CLAIM = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Counter:
    """How one kind of figures is counted."""

    cases: Callable[[Visitor, Values], QuerySet[Any]]  # (user, what narrows them): the cases a person's figures are of
    counts: Callable[[QuerySet[Any], Visitor], dict[str, int]]  # (cases, user): the figures
    rest: Callable[[QuerySet[Any], Visitor], list[list[int]]] = (
        lambda cases, user: []
    )  # what does not add up, of the whole period


@dataclass(frozen=True)
class Figures:
    """What was counted. `made_at` is empty for what was counted this moment; `percent` is how far a count is."""

    counts: dict[str, int]
    rest: list[list[int]]
    made_at: dt.datetime | None = None
    percent: int = 100

    @property
    def ready(self) -> bool:
        """Say whether everything is counted."""
        return self.percent == 100


def of_days(cases: QuerySet[Any], since: dt.date, until: dt.date) -> QuerySet[Any]:
    """The cases received in a period, both days included."""
    begin = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    return cases.filter(opened_at__gte=begin, opened_at__lte=end_of(until))


def figures_of(kind: str, user: Visitor, since: dt.date, until: dt.date, narrowed: Values | None = None) -> Figures:
    """The figures of a period, or how far their count is."""
    counter = hooks.figures(kind)
    cases = of_days(counter.cases(user, narrowed or {}), since, until)
    if cases.order_by()[: AT_ONCE + 1].count() <= AT_ONCE:
        return Figures(counter.counts(cases, user), counter.rest(cases, user))
    now = timezone.now()
    row, _made = FigureCount.objects.get_or_create(
        **_asked(kind, user, since, until, narrowed), defaults={"asked_at": now}
    )
    if row.made_at is None:
        return Figures({}, [], percent=min(row.percent, 99))
    if row.made_at < now - FRESH:
        count_again(kind, user, since, until, narrowed)
        return Figures({}, [], percent=0)
    return Figures(row.counts, row.rest, row.made_at)


def count_again(kind: str, user: Visitor, since: dt.date, until: dt.date, narrowed: Values | None = None) -> None:
    """Forget what was counted, so that it is counted again. What is being counted goes on."""
    FigureCount.objects.filter(**_asked(kind, user, since, until, narrowed), made_at__isnull=False).delete()


def count_waiting() -> None:
    """Count what waits, one after another, and forget what was counted long ago."""
    now = timezone.now()
    FigureCount.objects.filter(asked_at__lt=now - KEPT).delete()
    free = FigureCount.objects.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM), made_at=None)
    for key in list(free.order_by("pk").values_list("pk", flat=True)):
        if free.filter(pk=key).update(claimed_at=timezone.now()):
            _count(FigureCount.objects.get(pk=key))


def _asked(kind: str, user: Visitor, since: dt.date, until: dt.date, narrowed: Values | None) -> dict[str, Any]:
    held = sorted(tokens_of(user))
    return {"kind": kind, "user": user, "tokens": held, "since": since, "until": until, "narrowed": narrowed or {}}


def _count(row: FigureCount) -> None:
    """Count a period month by month; broken off, it goes on where it stood."""
    counter = hooks.figures(row.kind)
    user = User.objects.get(pk=row.user_id)
    cases = counter.cases(user, row.narrowed)
    for first, last in _months(max(row.since, _first_day()), min(row.until, timezone.localdate())):
        if row.reached and last <= row.reached:
            continue
        row.counts = dict(Sum(row.counts) + Sum(counter.counts(of_days(cases, first, last), user)))
        row.reached, row.claimed_at = last, timezone.now()
        row.save(update_fields=["counts", "reached", "claimed_at"])
    row.rest = counter.rest(of_days(cases, row.since, row.until), user)
    row.made_at = timezone.now()
    row.save(update_fields=["rest", "made_at"])


def _first_day() -> dt.date:
    """The day on which the first case of all was received."""
    opened = Case.objects.order_by("opened_at", "id").values_list("opened_at", flat=True).first()
    return timezone.localdate(opened)


def _months(since: dt.date, until: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The months between two days, the first and the last perhaps in part."""
    while since <= until:
        following = (since.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        yield since, min(until, following - dt.timedelta(days=1))
        since = following
