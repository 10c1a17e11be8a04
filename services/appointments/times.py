"""Which days and times of a centre can be booked, and which places of each time are free."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import pgettext

from caojiadu.core.workdays.deadlines import StoredCalendar
from services.appointments.models import Appointment, BookingRules, Closure, OpeningHours

NEAR = 12  # times offered in place of one that was taken


@dataclass(frozen=True)
class Slot:
    """A time with its places: so many, the last `kept` of them for older and disabled people as things stand."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    places: int
    kept: int
    taken: frozenset[int] = frozenset()

    def free(self, need: str = "") -> list[int]:
        """The free places for somebody, in the order in which they are given: kept ones first to those they are for."""
        ordinary = [place for place in range(self.places - self.kept) if place not in self.taken]
        kept = [place for place in range(self.places - self.kept, self.places) if place not in self.taken]
        return [*kept, *ordinary] if need else ordinary

    @property
    def kept_only(self) -> bool:
        """Whether only kept places are left."""
        return not self.free() and bool(self.free(Appointment.Need.OLDER))

    @property
    def at(self) -> str:
        """Its beginning, for an address."""
        return timezone.localtime(self.starts_at).strftime("%Y-%m-%dT%H:%M")


@dataclass(frozen=True)
class Day:
    """A day with the times still ahead, or why there are none."""

    date: dt.date
    slots: tuple[Slot, ...] = ()
    why: str = ""

    def free(self, need: str = "") -> int:
        """How many places somebody could take."""
        return sum(len(slot.free(need)) for slot in self.slots)


class Diary:
    """The bookable days of one centre, read in four queries whatever their number."""

    def __init__(self, rules: BookingRules, now: dt.datetime | None = None) -> None:
        self.rules, self.now = rules, now or timezone.now()
        self.today = timezone.localdate(self.now)
        self.last = self.today + dt.timedelta(days=rules.days_ahead - 1)
        self.hours: list[OpeningHours] = list(rules.hours.all())
        self.calendar = StoredCalendar(self.today, self.last)
        closed = Closure.objects.filter(centre=rules.centre_id, last_on__gte=self.today, first_on__lte=self.last)
        self.closures = list(closed)
        self.taken: dict[dt.datetime, set[int]] = {}
        end = midnight(self.last + dt.timedelta(days=1))
        live = Appointment.objects.filter(centre=rules.centre_id, state__in=Appointment.LIVE)
        for starts_at, place in live.filter(starts_at__range=(self.now, end)).values_list("starts_at", "place"):
            self.taken.setdefault(starts_at, set()).add(place)

    def days(self) -> list[Day]:
        """Every day that can be chosen, today first."""
        return [self.day(self.today + dt.timedelta(days=number)) for number in range(self.rules.days_ahead)]

    def day(self, date: dt.date) -> Day:
        """One day; of one that lies out of reach, an empty one that says so."""
        if date < self.today:
            return Day(date, why=pgettext("day at a centre", "is past"))
        if date > self.last:
            return Day(date, why=pgettext("day at a centre", "cannot be booked yet"))
        closure = next((one for one in self.closures if one.first_on <= date <= one.last_on), None)
        if closure:
            return Day(date, why=closure.reason)
        weekday = self._weekday(date)
        if weekday is None:
            return Day(date, why=pgettext("day at a centre", "public holiday"))
        slots = tuple(slot for slot in self._slots(date, weekday) if slot.starts_at > self.now)
        if date == self.today and not slots:
            return Day(date, why=pgettext("day at a centre", "no more times today"))
        return Day(date, slots, "" if slots else pgettext("day at a centre", "closed"))

    def slot(self, starts_at: dt.datetime) -> Slot | None:
        """The time that begins then, if there is one."""
        day = self.day(timezone.localdate(starts_at))
        return next((slot for slot in day.slots if slot.starts_at == starts_at), None)

    def near(self, starts_at: dt.datetime, need: str = "") -> list[Slot]:
        """Free times, those nearest to another one, in their order in time."""
        free = [slot for day in self.days() for slot in day.slots if slot.free(need)]
        free.sort(key=lambda slot: abs(slot.starts_at - starts_at))
        return sorted(free[:NEAR], key=lambda slot: slot.starts_at)

    def _weekday(self, date: dt.date) -> int | None:
        """Whose hours hold on a day; None when it is a holiday on which nobody is received."""
        why = self.calendar.why(date)
        if why == "make_up" and self.rules.make_up_weekday is not None:
            return self.rules.make_up_weekday
        return None if why == "holiday" and not self.rules.open_on_holidays else date.weekday()

    def _slots(self, date: dt.date, weekday: int) -> Iterator[Slot]:
        released = (date - self.today).days <= self.rules.kept_until_days
        for row in self.hours:
            if row.weekday != weekday:
                continue
            starts, last, length = moment(date, row.opens), moment(date, row.closes), dt.timedelta(minutes=row.minutes)
            while starts + length <= last:
                taken = frozenset(self.taken.get(starts, ()))
                yield Slot(starts, starts + length, row.places, 0 if released else row.kept, taken)
                starts += length


def moment(date: dt.date, time: dt.time) -> dt.datetime:
    """A time of a day, here."""
    return timezone.make_aware(dt.datetime.combine(date, time))


def midnight(date: dt.date) -> dt.datetime:
    """The beginning of a day, here."""
    return moment(date, dt.time())


def read_time(typed: str) -> dt.datetime | None:
    """A time as an address names it, 2026-11-30T09:00; None for what is none."""
    try:
        found = dt.datetime.strptime(typed, "%Y-%m-%dT%H:%M")
    except ValueError:
        return None
    return timezone.make_aware(found) if 2000 <= found.year <= 2200 else None


def read_day(typed: str) -> dt.date | None:
    """A day as an address names it; None for what is none."""
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        return None
