"""Who reaches the retirement age in the next years, group by group (G7): counts of the rows that the lists show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.registers.access import may_see, rows_of
from caojiadu.core.registers.declaration import Register, find
from caojiadu.core.registers.lists import in_tab
from caojiadu.core.registers.providers import address
from offices.human_resources.patterns.person import Group

YEARS = 10
GROUPS = ("civil-servants", "permanent-staff", "community-workers", "supporting-workers")


@dataclass(frozen=True)
class Figure:
    """How many people of one group, and the list of exactly those; `share` is in thousandths of the largest year."""

    register: Register
    count: int
    url: str
    start: int
    share: int


@dataclass(frozen=True)
class Line:
    """One period: a year, or what lies before or after all of them."""

    label: str
    figures: list[Figure]
    is_year: bool

    @property
    def total(self) -> int:
        """The people of all groups."""
        return sum(one.count for one in self.figures)


def groups_of(user: Visitor) -> list[Register]:
    """The lists of staff that somebody may open."""
    return [one for one in map(find, GROUPS) if one and may_see(user, one)]


def forecast(user: Visitor, today: dt.date) -> list[Line]:
    """Everybody in a post by the year of retirement, in one query for each group."""
    groups = groups_of(user)
    counts = [(one, _by_year(user, one), address(one)) for one in groups]
    first, last = today.year, today.year + YEARS - 1
    periods: list[tuple[str, int | None, int | None]] = [
        (_("Before %(year)s") % {"year": first}, None, first - 1),
        *((str(year), year, year) for year in range(first, last + 1)),
        (_("After %(year)s") % {"year": last}, last + 1, None),
    ]
    found = [
        (label, start == end, [(one, _within(years, start, end), _url(at, start, end)) for one, years, at in counts])
        for label, start, end in periods
    ]
    most = max((sum(count for _one, count, _url in cells) for _label, _is, cells in found), default=0) or 1
    return [Line(label, _shares(cells, most), is_year) for label, is_year, cells in found]


def _by_year(user: Visitor, register: Register) -> dict[int, int]:
    rows = in_tab(rows_of(user, register), "current").annotate(year=ExtractYear("retires_on"))
    return dict(rows.order_by().values_list("year").annotate(Count("pk")))


def _within(years: dict[int, int], start: int | None, end: int | None) -> int:
    return sum(
        count for year, count in years.items() if (start is None or year >= start) and (end is None or year <= end)
    )


def _url(base: str, start: int | None, end: int | None) -> str:
    return f"{base}?{urlencode({f'retires_on_{key}': year for key, year in (('from', start), ('to', end)) if year})}"


def _shares(cells: list[tuple[Register, int, str]], most: int) -> list[Figure]:
    figures, start = [], 0
    for register, count, url in cells:
        share = round(1000 * count / most)
        figures.append(Figure(register, count, url, start, share))
        start += share
    return figures


@dataclass(frozen=True)
class Gap:
    """The seats of one group in a plan, who is in post, who retires before the plan ends, and what is missing then."""

    register: Register
    seats: int
    in_post: int
    retiring: int
    recruit: int

    @property
    def missing(self) -> int:
        """Seats that stand empty at the end unless somebody is recruited; less than nothing if there are too many."""
        return self.seats - self.in_post + self.retiring


def gaps(plan: Any, user: Visitor) -> list[Gap]:
    """The plan beside the lists of staff, in one query for the seats and one for each group."""
    given = plan.seats.filter(ended_on=None).order_by().values_list("group")
    seats = {group: (seats, recruit) for group, seats, recruit in given.annotate(Sum("seats"), Sum("recruit"))}
    found = []
    for group, key in zip(Group.values, GROUPS, strict=True):
        register = find(key)
        if group in seats and register and may_see(user, register):
            years = _by_year(user, register)
            retiring = _within(years, None, plan.last_year)
            found.append(Gap(register, seats[group][0], sum(years.values()), retiring, seats[group][1]))
    return found
