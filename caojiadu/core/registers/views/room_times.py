"""The free times of a room as residents choose among them: days of a week, the beginnings of a day, how long."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from caojiadu.core.cases.forms import MomentField, Words, field_of
from caojiadu.core.cases.step_forms import control_of
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.patterns.booking import Bookable
from caojiadu.core.registers.patterns.free_times import Span, free_spans, gaps, open_spans
from caojiadu.core.registers.patterns.online_booking import last_day

WEEK = 7
STEP = dt.timedelta(minutes=30)  # times begin on the hour and the half
LONGEST = 16  # half hours of one booking that a resident makes
NEAR = 12  # times that are offered in place of one that is gone


@dataclass(frozen=True)
class Day:
    """A day: what is still free of it, when it is open, and whether the house is closed all day."""

    date: dt.date
    free: list[Span]
    opened: list[Span]
    shut: bool

    @property
    def hours(self) -> str:
        """How much of it is free, to the half hour."""
        length = sum((span.end - span.start for span in self.free), dt.timedelta())
        return f"{length // STEP / 2:g}"

    @property
    def begins(self) -> list[tuple[dt.datetime, bool]]:
        """The times at which one could begin, and whether they are free."""
        now = timezone.now()
        every = (moment for span in self.opened for moment in _steps(span) if moment > now)
        return [(moment, any(one.holds(moment, moment + STEP) for one in self.free)) for moment in every]


def days_of(thing: Bookable, first: dt.date, *, but: int | None = None) -> list[Day]:
    """A week of a room, from a day on."""
    opened, free = open_spans(thing, first, WEEK), free_spans(thing, first, WEEK, but=but)
    last = first + dt.timedelta(days=WEEK - 1)
    away = gaps(opened, sorted((one.start, one.end) for one in thing.away(first, last)))
    now, end = timezone.now(), last_day()
    found = []
    for number in range(WEEK):
        date = first + dt.timedelta(days=number)
        whole = Span.of(date)
        ahead = Span(max(whole.start, now), max(whole.end, now)) if date <= end else Span(now, now)
        found.append(Day(date, _within(free, ahead), _within(opened, whole), not _within(away, whole)))
    return found


def near(thing: Bookable, wanted: dt.datetime, length: dt.timedelta, *, but: int | None = None) -> list[dt.datetime]:
    """The next times at which it is free for so long."""
    free = free_spans(thing, timezone.localdate(wanted), WEEK, but=but)
    last, now = Span.of(last_day()).end, timezone.now()
    every = (at for span in free for at in _steps(span) if span.holds(at, at + length) and now < at < last)
    return [at for at in every if at >= wanted - length][:NEAR]


def most(thing: Bookable, at: dt.datetime, *, but: int | None = None) -> int:
    """For how many half hours it is free from a moment on; 0 where it is not."""
    spans = free_spans(thing, timezone.localdate(at), 2, but=but)
    span = next((one for one in spans if one.start <= at < one.end), None)
    return min((span.end - at) // STEP, LONGEST) if span else 0


def _within(spans: list[Span], whole: Span) -> list[Span]:
    cut = (Span(max(one.start, whole.start), min(one.end, whole.end)) for one in spans)
    return [one for one in cut if one.end - one.start >= STEP]


def _steps(span: Span) -> Iterator[dt.datetime]:
    """The beginnings in a span at which at least the shortest booking fits, on the hour and the half."""
    start = timezone.localtime(span.start)
    at = start + (-(start - start.replace(hour=0, minute=0, second=0, microsecond=0)) % STEP)
    while at + STEP <= span.end:
        yield at
        at += STEP


def written(moment: dt.datetime) -> str:
    """A moment as addresses and forms write it."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


class TimeForm(forms.Form):
    """From when, and for how long. Of a time that is gone, the next free ones are offered in its place."""

    register: Register

    starts_at = MomentField(label=pgettext_lazy("booking", "from"), widget=forms.HiddenInput())
    length = forms.TypedChoiceField(label=gettext_lazy("For how long"), coerce=int)

    def __init__(self, *args: Any, at: dt.datetime, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.most = at, most
        self._let_choose(LONGEST)  # what does not fit any more is refused by the matter's own rules, in words

    @property
    def values(self) -> dict[str, Any]:
        """What goes into the matter."""
        start = self.cleaned_data["starts_at"]
        lent = {name: self.cleaned_data[name] for name in self.register.booking_fields if name in self.cleaned_data}
        return {**lent, "starts_at": start, "ends_at": start + dt.timedelta(minutes=self.cleaned_data["length"])}

    def narrow(self) -> "TimeForm":
        """Show only what fits."""
        if self.most:
            self._let_choose(self.most)
        return self

    def _let_choose(self, most: int) -> None:
        choices = [(number * 30, _until(self.at, number)) for number in range(1, most + 1)]
        field_of(self, "length", forms.ChoiceField).choices = choices

    def offer(self, times: list[dt.datetime]) -> None:
        """Let whoever was too slow choose another time, with everything else as it was typed."""
        choices = [(written(at), f"{_day(at)} {timezone.localtime(at):%H:%M}") for at in times]
        field = self.fields["starts_at"]
        field.widget = forms.Select(choices=choices)
        field.label = _("Another time")
        self.most = 0
        longs = [(number * 30, _long(number)) for number in range(1, LONGEST + 1)]
        field_of(self, "length", forms.ChoiceField).choices = longs

    def refuse(self, error: ValidationError) -> None:
        """Say beside each field what the rules of the matter say against it."""
        problems = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for name, found in problems.items():
            place = "length" if name == "ends_at" else name
            self.add_error(place if place in self.fields and place != "starts_at" else None, found)


def _day(at: dt.datetime) -> str:
    return date_format(timezone.localdate(at), "DATE_FORMAT")


def _long(number: int) -> str:
    hours = f"{number / 2:g}"
    return ngettext("%(n)s hour", "%(n)s hours", 1 if number == 2 else 2) % {"n": hours}


def _until(at: dt.datetime, number: int) -> str:
    until = timezone.localtime(at + number * STEP)
    return _("%(long)s, until %(until)s") % {"long": _long(number), "until": f"{until:%H:%M}"}


class RoomForm(TimeForm):
    """Who asks; what the register asks of residents comes between."""

    name = Words(label=gettext_lazy("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    @property
    def asked(self) -> list[Any]:
        """The fields of the register, to be drawn under a heading of their own."""
        return [self[name] for name in self.register.booking_fields]


@cache
def form_for(register: Register) -> type[RoomForm]:
    """The form with which residents ask for what a register lends."""
    meta = register.model_class._meta
    fields: dict[str, Any] = {name: control_of(meta.get_field(name)) for name in register.booking_fields}
    if "title" in fields:
        fields["title"].label = capfirst(register.title)
    order = ("starts_at", "length", *fields, "name")  # as the page asks
    return type(f"{register.key}_wish", (RoomForm,), {**fields, "register": register, "field_order": order})


@cache
def time_form_for(register: Register) -> type[TimeForm]:
    """The form with which residents ask for another time."""
    return type(f"{register.key}_time", (TimeForm,), {"register": register})
