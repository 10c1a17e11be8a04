"""How a limit is counted from what the matter says: no database, one condition at a time."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases import clocks
from caojiadu.core.cases.models import Clock, LimitRule
from caojiadu.core.workdays.deadlines import end_of

NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 10))
TODAY, BEFORE, AFTER = dt.date(2026, 3, 6), dt.date(2026, 3, 2), dt.date(2026, 3, 16)
KEPT = [
    # on which day it was met, counted from which, what was written, when it counts as kept
    ("", "", (), NOW),
    ("before", "", (), end_of(BEFORE)),
    ("before", "other", (), end_of(BEFORE)),
    ("before", "other", ("before",), end_of(BEFORE)),
    ("before", "before", ("before",), end_of(BEFORE)),
    ("before", "before", (), NOW),
    ("before", "before", ("other",), NOW),
    ("today", "", (), NOW),
    ("never", "", (), NOW),
]


def matter() -> Any:
    return SimpleNamespace(before=BEFORE, today=TODAY, never=None, other=AFTER)


@pytest.mark.parametrize(("met_on", "counted_from", "written", "kept"), KEPT)
def test_a_limit_is_kept_on_the_day_that_was_written(
    met_on: str, counted_from: str, written: tuple[str, ...], kept: dt.datetime
) -> None:
    limit: Any = SimpleNamespace(key="a", met_on=met_on, counted_from=counted_from)
    assert clocks._by_moment(matter(), [limit], NOW, written) == {kept: ["a"]}


def test_limits_that_were_kept_at_once_go_together() -> None:
    limits: Any = [
        SimpleNamespace(key=key, met_on=met_on, counted_from="")
        for key, met_on in (("a", "before"), ("b", ""), ("c", "before"))
    ]
    assert clocks._by_moment(matter(), limits, NOW, ()) == {end_of(BEFORE): ["a", "c"], NOW: ["b"]}


@pytest.mark.parametrize(
    ("day", "starts", "days"),
    [
        (AFTER, NOW, 10),
        (TODAY, NOW, 0),
        (BEFORE, end_of(BEFORE), 0),
        (timezone.make_aware(dt.datetime(2026, 3, 16, 0, 30)), NOW, 10),
        (timezone.make_aware(dt.datetime(2026, 3, 2, 23, 30)), end_of(BEFORE), 0),
    ],
)
def test_a_limit_that_ends_on_a_day_runs_until_that_day(
    monkeypatch: pytest.MonkeyPatch, day: dt.date, starts: dt.datetime, days: int
) -> None:
    monkeypatch.setattr(clocks, "declared_rule", lambda _flow, _limit: LimitRule(key="a"))
    case: Any = SimpleNamespace(day=day, workflow=None)
    limit: Any = SimpleNamespace(ends_on="day")
    ((started_at, rule),) = clocks._until(case, limit, NOW)
    assert (started_at, rule.days) == (starts, days)
    case.day = None
    assert clocks._until(case, limit, NOW) == []


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (dt.timedelta(days=-16), dt.timedelta(days=-15)),
        (dt.timedelta(days=-15), dt.timedelta(days=-5)),
        (dt.timedelta(days=-6), dt.timedelta(days=-5)),
        (dt.timedelta(days=-5), dt.timedelta(0)),
        (dt.timedelta(days=-1), dt.timedelta(0)),
    ],
)
def test_the_next_warning_lies_ahead_and_before_the_limit(now: dt.timedelta, due: dt.timedelta) -> None:
    clock, rule = Clock(due_at=NOW), LimitRule(warn=[15, 5])
    assert clocks.next_warning(clock, rule, NOW + now) == NOW + due
