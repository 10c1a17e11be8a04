"""Counting days over a calendar: pure dates, no database. Every result carries the steps that lead to it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Literal, Self

from caojiadu.core.workdays.by_law import festival_on

Roll = Literal["back", "forward"] | None
ONE = timedelta(days=1)
FAR = 3660  # a calendar in which ten years hold no working day is a mistake, not a wait


@dataclass(frozen=True, slots=True)
class Mark:
    """What one day is: working or not, its holiday's name, and whether a published calendar says so."""

    working: bool
    name_zh: str = ""
    name_en: str = ""
    known: bool = True


class Calendar:
    """Days by date; a day it does not hold follows the Monday-to-Friday rule, but for festivals that the law itself
    names, and is not known for sure."""

    def __init__(self, days: Mapping[date, Mark] | None = None) -> None:
        self.days: dict[date, Mark] = dict(days or {})

    def mark(self, day: date) -> Mark:
        """Return what a day is."""
        if found := self.days.get(day):
            return found
        festival = festival_on(day)
        return Mark(day.weekday() < 5 and not festival, *(festival or ("", "")), known=False)

    def why(self, day: date) -> str:
        """Return the kind of a day: working, make_up, weekend or holiday."""
        mark, weekend = self.mark(day), day.weekday() >= 5
        if mark.working:
            return "make_up" if weekend else "working"
        return "weekend" if weekend and not mark.name_zh else "holiday"


@dataclass(frozen=True, slots=True)
class Step:
    """A run of days with one effect on the count and one reason for it.

    effect: `counted` and `skipped` days lie between start and date; `forward` and `back` are the days off
    passed over when the last day fell on one of them.
    why: calendar, working, make_up, weekend or holiday.
    """

    effect: str
    why: str
    first: date
    last: date
    names_zh: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """How many days the run has."""
        return (self.last - self.first).days + 1

    @property
    def shift(self) -> int:
        """By how many days the run moves the date; start plus all shifts is the date."""
        return -self.days if self.effect == "back" else self.days

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a JSON column."""
        plain: dict[str, Any] = {"effect": self.effect, "why": self.why}
        plain.update(first=self.first.isoformat(), last=self.last.isoformat())
        if self.names_zh or self.names_en:
            plain.update(names_zh=list(self.names_zh), names_en=list(self.names_en))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what `as_json` wrote."""
        return cls(
            effect=plain["effect"],
            why=plain["why"],
            first=date.fromisoformat(plain["first"]),
            last=date.fromisoformat(plain["last"]),
            names_zh=tuple(plain.get("names_zh", ())),
            names_en=tuple(plain.get("names_en", ())),
        )


@dataclass(frozen=True, slots=True)
class Hours:
    """A limit in working hours: how many, from what time of the first day, and when a working day opens and closes."""

    count: int
    since: time
    opens: time
    closes: time

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a JSON column."""
        times = {name: f"{getattr(self, name):%H:%M}" for name in ("since", "opens", "closes")}
        return {"count": self.count, **times}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what `as_json` wrote."""
        return cls(plain["count"], *(time.fromisoformat(plain[name]) for name in ("since", "opens", "closes")))


@dataclass(frozen=True, slots=True)
class Terms:
    """What was asked: so many days from a start, in which days, and what to do when the last is a day off.

    With `hours` it is counted in working hours instead, and ends within a day.
    """

    start: date
    days: int
    working: bool
    roll: Roll = None
    extended: int = 0
    stopped: int = 0
    hours: Hours | None = None

    @property
    def total(self) -> int:
        """The days of the limit, of its extensions and those on which it stood still, together."""
        return self.days + self.extended + self.stopped


@dataclass(slots=True)
class Counted:
    """The date reached, the runs that lead to it and the years whose holidays nobody has published yet."""

    date: date
    steps: list[Step] = field(default_factory=list)
    unpublished: set[int] = field(default_factory=set)
    at: time | None = None


def count(terms: Terms, calendar: Calendar) -> Counted:
    """Count the days; the day of the event itself is not counted. Raises ValueError for a negative number."""
    if terms.total < 0:
        raise ValueError(f"{terms.total} days: a limit cannot end before it starts")
    if terms.hours:
        return _count_hours(terms, terms.hours, calendar)
    if terms.working:
        counted = _count_working(terms, calendar)
    else:
        end = terms.start + timedelta(days=terms.total)
        counted = Counted(end, [Step("counted", "calendar", terms.start + ONE, end)] if terms.total else [])
    if terms.roll:
        _roll(counted, terms.roll, calendar)
    return counted


def working_days(after: date, until: date, calendar: Calendar) -> int:
    """Count the working days after one day up to and including another; negative when `until` comes first."""
    if until < after:
        return -working_days(until, after, calendar)
    return sum(calendar.mark(day).working for day in _days(after + ONE, until))


def _count_working(terms: Terms, calendar: Calendar) -> Counted:
    day, left = terms.start, terms.total
    passed, unpublished = [], set()
    while left:
        day += ONE
        mark = calendar.mark(day)
        passed.append(day)
        left -= mark.working
        if not mark.known:
            unpublished.add(day.year)
        if len(passed) > FAR + 2 * terms.total:
            raise ValueError(f"no {terms.total} working days after {terms.start}")
    return Counted(day, list(_runs(passed, calendar)), unpublished)


def _count_hours(terms: Terms, hours: Hours, calendar: Calendar) -> Counted:
    """Count working hours, then the working days by which the limit was lengthened or stood still, to the same time."""
    if hours.closes <= hours.opens:
        raise ValueError(f"a working day from {hours.opens} to {hours.closes} has no hours")
    day, left, begin = terms.start, timedelta(hours=hours.count), max(hours.since, hours.opens)
    while not calendar.mark(day).working or left > _between(begin, hours.closes):
        left -= _between(begin, hours.closes) if calendar.mark(day).working else timedelta()
        day, begin = day + ONE, hours.opens
        if (day - terms.start).days > FAR:
            raise ValueError(f"no {hours.count} working hours after {terms.start}")
    at = (datetime.combine(day, begin) + left).time()
    for _more in range(terms.total):
        day += ONE
        while not calendar.mark(day).working:
            day += ONE
    passed = list(_days(terms.start + ONE, day))
    unpublished = {one.year for one in (terms.start, *passed) if not calendar.mark(one).known}
    return Counted(day, list(_runs(passed, calendar)), unpublished, at)


def _between(first: time, last: time) -> timedelta:
    """The time between two times of a day; none when the second comes first."""
    return max(datetime.combine(date.min, last) - datetime.combine(date.min, first), timedelta())


def _roll(counted: Counted, roll: str, calendar: Calendar) -> None:
    """Move a last day that is a day off to the nearest working day on the side asked for."""
    step = ONE if roll == "forward" else -ONE
    first, passed = counted.date, []
    while True:
        mark = calendar.mark(counted.date)
        if not mark.known:
            counted.unpublished.add(counted.date.year)
        if mark.working:
            break
        passed.append(counted.date)
        counted.date += step
        if len(passed) > FAR:
            raise ValueError(f"no working day {roll} from {first}")
    counted.steps.extend(_runs(passed, calendar, roll))


def _runs(days: Iterable[date], calendar: Calendar, effect: str = "") -> Iterator[Step]:
    """Yield runs of days of one kind; without an effect, working days are counted and the others skipped."""
    for why, group in groupby(days, key=calendar.why):
        run = sorted(group)
        names_zh: dict[str, None] = {}  # a set that keeps its order
        names_en: dict[str, None] = {}
        for mark in map(calendar.mark, run):
            names_zh[mark.name_zh] = names_en[mark.name_en] = None
        yield Step(
            effect=effect or ("counted" if why in {"working", "make_up"} else "skipped"),
            why=why,
            first=run[0],
            last=run[-1],
            names_zh=tuple(filter(None, names_zh)),
            names_en=tuple(filter(None, names_en)),
        )


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
