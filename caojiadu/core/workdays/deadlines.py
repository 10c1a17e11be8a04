"""The door of this app: dates that say why they are what they are.

    add_days(start, 5, working=True), add_hours(moment, 4, opens=..., closes=...) -> Deadline
    extend(deadline, 30), pause(deadline, 4), recompute(deadline), working_days_between(a, b), end_of(dt.date)

A limit for staff is counted with roll="back" (it falls on the last working day before a holiday), a citizen's own
limit with roll="forward" (it runs to the next working day after it).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils import timezone

from caojiadu.core.workdays.arithmetic import Calendar, Counted, Hours, Mark, Roll, Step, Terms, count, working_days
from caojiadu.core.workdays.models import Day
from caojiadu.core.workdays.sentences import sentences


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, what it was counted from, and every run of days counted, skipped or moved over on the way.

    A limit in working hours ends `at` a time of that day; any other with the day.
    """

    date: dt.date
    steps: tuple[Step, ...]
    terms: Terms
    unpublished: tuple[int, ...] = ()
    at: dt.time | None = None

    @property
    def provisional(self) -> bool:
        """Whether it was counted over days whose holidays have not been published yet."""
        return bool(self.unpublished)

    @property
    def start(self) -> dt.date:
        """The day of the event, which is not counted."""
        return self.terms.start

    @property
    def ends_at(self) -> dt.datetime:
        """The last instant of the last day, or the time at which working hours run out."""
        return timezone.make_aware(dt.datetime.combine(self.date, self.at or dt.time.max))  # see `end_of`

    def explain(self) -> list[str]:
        """Return the reasons as sentences in the active language."""
        return sentences(self.terms, Counted(self.date, list(self.steps), set(self.unpublished), self.at))

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a JSON column."""
        stopped = {"stopped": self.terms.stopped} if self.terms.stopped else {}
        hours = self.terms.hours
        return {
            "date": self.date.isoformat(),
            "provisional": bool(self.unpublished),
            "unpublished": list(self.unpublished),
            "start": self.terms.start.isoformat(),
            "days": self.terms.days,
            "extended": self.terms.extended,
            "working": self.terms.working,
            "roll": self.terms.roll,
            "steps": list(map(Step.as_json, self.steps)),
            **stopped,
            **({"hours": hours.as_json(), "at": f"{self.at:%H:%M}"} if hours and self.at else {}),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what `as_json` wrote."""
        start = dt.date.fromisoformat(plain["start"])
        hours = Hours.from_json(plain["hours"]) if "hours" in plain else None
        how = (plain["days"], plain["working"], plain["roll"], plain["extended"], plain.get("stopped", 0), hours)
        steps = tuple(Step.from_json(step) for step in plain["steps"])
        at = dt.time.fromisoformat(plain["at"]) if "at" in plain else None
        return cls(dt.date.fromisoformat(plain["date"]), steps, Terms(start, *how), tuple(plain["unpublished"]), at)


class StoredCalendar(Calendar):
    """A calendar read from the table: one query for the range asked for, one more whenever it runs out of it."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.days = {}
        self.first, self.last = first, last
        self._read(first, last)

    def mark(self, day: dt.date) -> Mark:
        """Return what a day is, reading on where the range ends."""
        if day > self.last:
            self._read(self.last + dt.timedelta(days=1), day + dt.timedelta(days=400))
        elif day < self.first:
            self._read(day - dt.timedelta(days=400), self.first - dt.timedelta(days=1))
        return self.days.get(day) or super().mark(day)

    def _read(self, first: dt.date, last: dt.date) -> None:
        rows = Day.objects.filter(date__range=(first, last))
        for day, working, name_zh, name_en in rows.values_list("date", "working", "name_zh", "name_en"):
            self.days[day] = Mark(working, name_zh, name_en)
        self.first, self.last = min(self.first, first), max(self.last, last)


def add_days(
    start: dt.date, days: int, *, working: bool, roll: Roll = None, calendar: Calendar | None = None
) -> Deadline:
    """Return the last day of a limit; the day of the event is not counted. An instant is taken as its local day."""
    return counted_deadline(Terms(local_day(start), days, working, roll), calendar)


def add_hours(
    start: dt.datetime, hours: int, *, opens: dt.time, closes: dt.time, calendar: Calendar | None = None
) -> Deadline:
    """Return when so many working hours run out, of working days that open and close at these times.

    Whole minutes count. Raises ValueError where a day closes before it opens.
    """
    local = timezone.localtime(start).replace(second=0, microsecond=0)
    given = Hours(hours, local.time(), opens, closes)
    return counted_deadline(Terms(local.date(), 0, True, hours=given), calendar)


def extend(deadline: Deadline, days: int, *, calendar: Calendar | None = None) -> Deadline:
    """Return the limit lengthened: counted from its own start again, so that rolling twice adds nothing."""
    return counted_deadline(replace(deadline.terms, extended=deadline.terms.extended + days), calendar)


def pause(deadline: Deadline, days: int, *, calendar: Calendar | None = None) -> Deadline:
    """Return the limit moved by days on which it stood still."""
    return counted_deadline(replace(deadline.terms, stopped=deadline.terms.stopped + days), calendar)


def recompute(deadline: Deadline, *, calendar: Calendar | None = None) -> Deadline:
    """Return the same limit counted over the calendar as it is now."""
    return counted_deadline(deadline.terms, calendar)


def working_days_between(after: dt.date, until: dt.date, *, calendar: Calendar | None = None) -> int:
    """Count the working days after one day up to and including another; negative when `until` comes first."""
    first, last = sorted((after, until))
    return working_days(after, until, calendar or StoredCalendar(first, last))


def calendar_between(first: dt.date, last: dt.date) -> Calendar:
    """Return a calendar to pass to many calls, so that they share its one query."""
    return StoredCalendar(first - dt.timedelta(days=31), last + dt.timedelta(days=31))


def end_of(day: dt.date) -> dt.datetime:
    """Return the last instant of a local day.

    A day ends at 24:00, which is the next day's midnight; its last microsecond is kept instead, because a page
    that prints the instant must show the day itself, and PostgreSQL keeps no instant between the two.
    """
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def local_day(when: dt.date) -> dt.date:
    """Return the local day of an instant; a date is its own day."""
    if not isinstance(when, dt.datetime):
        return when
    return (timezone.localtime(when) if timezone.is_aware(when) else when).date()


def counted_deadline(terms: Terms, calendar: Calendar | None = None) -> Deadline:
    """Return the deadline of these terms, over a calendar of its own where none is given."""
    span = 2 * max(terms.total + (terms.hours.count if terms.hours else 0), 0)
    calendar = calendar or calendar_between(terms.start, terms.start + dt.timedelta(days=span))
    counted = count(terms, calendar)
    return Deadline(counted.date, tuple(counted.steps), terms, tuple(sorted(counted.unpublished)), counted.at)
