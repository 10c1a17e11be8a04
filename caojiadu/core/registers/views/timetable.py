"""When things are free: all of them on one day, or one of them for a week; any member of staff may look and ask."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.desk.views.common import page
from caojiadu.core.registers.access import may_enter, may_see, register_or_404
from caojiadu.core.registers.declaration import Register, by_model
from caojiadu.core.registers.patterns.booking import Bookable, Booking
from caojiadu.core.registers.patterns.free_times import Span, closed_days, gaps, open_spans

MOST = 60  # things on one page
WEEK = 7
DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


@dataclass(frozen=True)
class Part:
    """A part of a day: free, or booked by an office. `left` and `width` are its place in a bar of a thousand."""

    start: dt.datetime
    end: dt.datetime
    booking: Any
    left: int
    width: int


@dataclass(frozen=True)
class Line:
    """One thing on one day."""

    thing: Any
    day: dt.date
    parts: list[Part]


@staff_required
def timetable(request: HttpRequest, office: str, key: str) -> HttpResponse:
    """The day of every thing, or with `?of=` the week of one, in a fixed number of queries."""
    register, _office = register_or_404(request, office, key, asking=True)
    if not issubclass(register.model_class, Booking):
        raise Http404
    things = by_model(register.model_class._meta.get_field(register.model_class.thing).related_model)
    assert things is not None
    day = _day(request.GET.get("day", ""))
    rows = things.model_class.objects.filter(register=things.key, ended_on=None).order_by("title", "pk")
    every = list(rows[:MOST])
    one = next((thing for thing in every if str(thing.pk) == request.GET.get("of")), None)
    first = day - dt.timedelta(days=day.weekday()) if one else day
    days = [first + number * DAY for number in range(WEEK if one else 1)]
    context = {
        "register": register,
        "things": things,
        "slug": office,
        "every": every,
        "one": one,
        "day": day,
        "lines": _lines(register, [one] if one else every, days, request.user),
        "before": first - len(days) * DAY,
        "after": first + len(days) * DAY,
        "now": timezone.now(),
        "may_enter": may_enter(request.user, register),
        "may_see": may_see(request.user, register),
    }
    return page(request, "registers/timetable.html", context)


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
    return day if FIRST <= day <= LAST else timezone.localdate()


def _lines(register: Register, things: list[Bookable], days: list[dt.date], user: Visitor) -> list[Line]:
    model = register.model_class
    first, last = Span.of(days[0]).start, Span.of(days[-1]).end
    rows = model.objects.filter(holds=True, starts_at__lt=last, ends_at__gt=first)
    found = list(rows.filter(**{f"{model.thing}__in": things}).select_related("asked_by").order_by("starts_at"))
    readable = set(model.objects.visible_to(user).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
    booked: dict[int, list[Any]] = {}
    for row in found:
        row.readable = row.pk in readable
        booked.setdefault(getattr(row, f"{model.thing}_id"), []).append(row)
    off = closed_days(days[0], days[-1])
    return [Line(thing, day, _parts(thing, day, booked.get(thing.pk, []), off)) for thing in things for day in days]


def _parts(thing: Bookable, day: dt.date, bookings: list[Any], off: set[dt.date]) -> list[Part]:
    """What a day is made of, from opening to closing; of a booking that goes on over days, what lies in this one."""
    opened = open_spans(thing, day, 1, off=off)
    parts: list[tuple[dt.datetime, dt.datetime, Any]] = []
    whole = Span.of(day)
    for row in bookings:
        start, end = max(row.starts_at, whole.start), min(row.ends_at, whole.end)
        if start < end:
            parts.append((start, end, row))
    free = gaps(opened, [(start, end) for start, end, _row in parts])
    parts += [(span.start, span.end, None) for span in free]
    if not parts:
        return []
    parts.sort(key=lambda part: part[0])
    begins, ends = parts[0][0], max(end for _start, end, _row in parts)

    def place(moment: dt.datetime) -> int:
        return round((moment - begins) / (ends - begins) * 1000)

    return [Part(start, end, row, place(start), place(end) - place(start)) for start, end, row in parts]
