"""Counting: all figures of a page in one statement over the cases of the period, and the most-named in another."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases.models import Case
from caojiadu.core.workdays.deadlines import end_of
from petitions.reports.cells import LETTERS, Section, sections

MOST_NAMED = 10


@dataclass(frozen=True)
class Figure:
    """One figure on a page: what, how many, its share, and where its cases are."""

    key: str
    label: str
    count: int
    share: str = ""
    url: str = ""


@dataclass(frozen=True)
class Table:
    """Figures under one heading."""

    label: str
    figures: list[Figure] = field(default_factory=list)


def received(user: Any, since: dt.date, until: dt.date) -> QuerySet[Case]:
    """The cases that a person may open, received in a period, both days included."""
    begin = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    return Case.objects.visible_to(user).filter(opened_at__gte=begin, opened_at__lte=end_of(until))


def tables(user: Any, since: dt.date, until: dt.date) -> list[Table]:
    """Every figure of the period: two statements for the counts, however many figures."""
    found = sections(user)
    cells = [cell for section in found for cell in section.cells]
    names = {cell.key: f"n{place}" for place, cell in enumerate(cells)}
    counts = received(user, since, until).aggregate(
        **{names[cell.key]: Count("pk", filter=cell.where) for cell in cells}
    )
    by_key = {key: counts[name] for key, name in names.items()}
    rows = [_table(section, by_key, since, until) for section in found]
    if not user.has_role(Role.ACCUSATIONS):
        rows.insert(6, _most_named(user, since, until))
    return rows


def _table(section: Section, counts: dict[str, int], since: dt.date, until: dt.date) -> Table:
    whole = counts.get(section.of, 0)
    figures = [
        Figure(
            cell.key,
            cell.label,
            counts[cell.key],
            f"{counts[cell.key] * 100 / whole:.1f} %" if whole and cell.key != section.of else "",
            address(cell.key, since, until),
        )
        for cell in section.cells
    ]
    # Twenty fields without a letter say nothing.
    return Table(section.label, [one for one in figures if one.count] if section.key == "field" else figures)


def _most_named(user: Any, since: dt.date, until: dt.date) -> Table:
    """Whom letters are against, most often first, as they were written."""
    rows = received(user, since, until).filter(LETTERS).exclude(petition__against="").order_by()
    grouped = rows.values("petition__against").annotate(n=Count("pk"), one=Min("pk")).order_by("-n", "one")
    figures = [
        Figure(
            f"against.{row['one']}",
            row["petition__against"],
            row["n"],
            "",
            address(f"against.{row['one']}", since, until),
        )
        for row in grouped[:MOST_NAMED]
    ]
    return Table(_("Named most often"), figures)


def address(key: str, since: dt.date, until: dt.date) -> str:
    """The list of exactly these cases."""
    query = {"queue": "all", "since": since.isoformat(), "until": until.isoformat(), "cell": key}
    return f"{reverse('desk:cases')}?{urlencode(query)}"
