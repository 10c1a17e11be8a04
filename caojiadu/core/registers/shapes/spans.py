"""When a thing is open, when it is free, and when next for long enough."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from caojiadu.core.workdays.models import StoredCalendar

AHEAD = 30  # calendar days in which the next free time is looked for


@dataclass(frozen=True)
class Span:
    """From one moment to another."""

    start: dt.datetime
    end: dt.datetime

    def holds(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Whether all of another span lies in this one."""
        return self.start <= start and end <= self.end


def open_spans(thing: Any, first: dt.date, days: int) -> list[Span]:
    """When a thing is open on some days; what follows without a break is one span."""
    until = first + dt.timedelta(days=days - 1)
    calendar = StoredCalendar(first, until) if thing.open_on == thing.OpenOn.WORKING else None
    found: list[Span] = []
    for number in range(days):
        day = first + dt.timedelta(days=number)
        if calendar and not calendar.mark(day).working:
            continue
        start = _at(day, thing.opens or dt.time.min)
        end = _at(day, thing.closes) if thing.closes else _at(day + dt.timedelta(days=1), dt.time.min)
        if found and found[-1].end == start:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def free_spans(thing: Any, first: dt.date, days: int, *, but: int | None = None) -> list[Span]:
    """When a thing is open and not booked; `but` is a booking that does not count. Two or three queries."""
    found = []
    opened = open_spans(thing, first, days)
    if not opened:
        return []
    taken = thing.bookings.filter(holds=True, ends_at__gt=opened[0].start, starts_at__lt=opened[-1].end)
    booked = list(taken.exclude(pk=but).order_by("starts_at").values_list("starts_at", "ends_at"))
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


def next_free(thing: Any, wanted: dt.datetime, length: dt.timedelta, *, but: int | None = None) -> dt.datetime | None:
    """The first moment from the wanted one on at which a thing is free for so long; None when not in a month."""
    for span in free_spans(thing, timezone.localdate(wanted), AHEAD, but=but):
        start = max(span.start, wanted)
        if start + length <= span.end:
            return start
    return None


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))
