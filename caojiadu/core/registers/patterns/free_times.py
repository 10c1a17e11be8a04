"""When a thing is open, when it is free, and when next for long enough."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.utils import timezone

from caojiadu.core.workdays.deadlines import StoredCalendar

if TYPE_CHECKING:
    from caojiadu.core.registers.patterns.booking import Bookable

AHEAD = 30  # calendar days in which the next free time is looked for


@dataclass(frozen=True)
class Span:
    """From one moment to another."""

    start: dt.datetime
    end: dt.datetime

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(_at(day, dt.time.min), _at(day + dt.timedelta(days=1), dt.time.min))

    def holds(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Whether all of another span lies in this one."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True)
class Away:
    """Some time at which a thing cannot be had though it is open, and why."""

    start: dt.datetime
    end: dt.datetime
    why: str

    @classmethod
    def on_days(cls, first: dt.date, last: dt.date, why: str) -> Self:
        """From the beginning of a day to the end of another."""
        return cls(Span.of(first).start, Span.of(last).end, why)


def closed_days(first: dt.date, last: dt.date) -> set[dt.date]:
    """The days on which nobody works, by the calendar of working days: one query."""
    calendar = StoredCalendar(first, last)
    every = (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
    return {day for day in every if not calendar.mark(day).working}


def open_spans(thing: "Bookable", first: dt.date, days: int, *, off: set[dt.date] | None = None) -> list[Span]:
    """When a thing is open on some days; what follows without a break is one span. `off` are days without work."""
    until = first + dt.timedelta(days=days - 1)
    if thing.open_on != thing.OpenOn.WORKING:
        off = set()
    elif off is None:
        off = closed_days(first, until)
    found: list[Span] = []
    for number in range(days):
        day = first + dt.timedelta(days=number)
        if day in off:
            continue
        whole = Span.of(day)
        start = _at(day, thing.opens) if thing.opens else whole.start
        end = _at(day, thing.closes) if thing.closes else whole.end
        if found and found[-1].end == start:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def free_spans(thing: "Bookable", first: dt.date, days: int, *, but: int | None = None) -> list[Span]:
    """When a thing is open, there and not booked; `but` is a booking that does not count. A few queries."""
    opened = open_spans(thing, first, days)
    if not opened:
        return []
    rows = thing.bookings.filter(holds=True, ends_at__gt=opened[0].start, starts_at__lt=opened[-1].end)
    taken = list(rows.exclude(pk=but).values_list("starts_at", "ends_at"))
    away = [(one.start, one.end) for one in thing.away(first, first + dt.timedelta(days=days - 1))]
    return gaps(opened, sorted([*taken, *away]))


def gaps(opened: list[Span], booked: list[tuple[dt.datetime, dt.datetime]]) -> list[Span]:
    """What bookings, in their order, leave of the times at which a thing is open."""
    found = []
    for span in opened:
        start = span.start
        for begins, ends in booked:
            if ends <= start or begins >= span.end:
                continue
            if begins > start:
                found.append(Span(start, begins))
            start = ends
        if start < span.end:
            found.append(Span(start, span.end))
    return found


def next_free(
    thing: "Bookable", wanted: dt.datetime, length: dt.timedelta, *, but: int | None = None
) -> dt.datetime | None:
    """The first moment from the wanted one on at which a thing is free for so long; None when not in a month."""
    for span in free_spans(thing, timezone.localdate(wanted), AHEAD, but=but):
        start = max(span.start, wanted)
        if start + length <= span.end:
            return start
    return None


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))
