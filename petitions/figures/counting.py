"""All figures of some cases in one statement, the most-named in another, and what the desk asks about figures."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases.figures import Counter, Figures
from caojiadu.core.cases.models import Case
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from petitions.figures import cells
from petitions.figures.cells import LETTERS, Section, sections

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


def counts(cases: QuerySet[Case], user: Any) -> dict[str, int]:
    """Every figure of some cases: one statement, however many figures."""
    cells = [cell for section in sections(user) for cell in section.cells]
    names = {cell.key: f"n{place}" for place, cell in enumerate(cells)}
    found = cases.aggregate(**{names[cell.key]: Count("pk", filter=cell.where) for cell in cells})
    return {key: found[name] for key, name in names.items()}


def most_named(cases: QuerySet[Case], user: Any) -> list[list[int]]:
    """Whom letters are against, most often first: the first of those letters, whose key stands for the name, and how
    many there are."""
    if user.has_role(Role.ACCUSATIONS):
        return []
    rows = cases.filter(LETTERS).exclude(petition__against="").order_by()
    grouped = rows.values("petition__against").annotate(n=Count("pk"), one=Min("pk")).order_by("-n", "one")
    return [[row["one"], row["n"]] for row in grouped[:MOST_NAMED]]


COUNTER = Counter(lambda user, _narrowed: Case.objects.visible_to(user), counts, most_named)


def tables(user: Any, since: dt.date, until: dt.date, found: Figures) -> list[Table]:
    """What was counted of a period, under its headings."""
    rows = [_table(section, found.counts, since, until) for section in sections(user)]
    if not user.has_role(Role.ACCUSATIONS):
        rows.insert(7, _most_named(user, since, until, found.rest))
    return rows


def _table(section: Section, counts: dict[str, int], since: dt.date, until: dt.date) -> Table:
    whole = counts.get(section.of, 0)
    figures = [
        Figure(
            cell.key,
            cell.label,
            counts.get(cell.key, 0),
            f"{counts.get(cell.key, 0) * 100 / whole:.1f} %" if whole and cell.key != section.of else "",
            address(cell.key, since, until),
        )
        for cell in section.cells
    ]
    # Twenty fields without a letter say nothing.
    return Table(section.label, [one for one in figures if one.count] if section.key == "field" else figures)


def _most_named(user: Visitor, since: dt.date, until: dt.date, found: list[list[int]]) -> Table:
    """Whom letters are against, as they were written; one that became a report against somebody since is named no
    more."""
    letters = Case.objects.visible_to(user).filter(LETTERS, pk__in=[one for one, _n in found])
    names = dict(letters.values_list("pk", "petition__against"))
    keys = [(one, f"against.{one}", n) for one, n in found if names.get(one)]
    figures = [Figure(key, names[one], n, "", address(key, since, until)) for one, key, n in keys]
    return Table(_("Named most often"), figures)


def address(key: str, since: dt.date, until: dt.date) -> str:
    """The list of exactly these cases."""
    query = {"queue": "all", "since": since.isoformat(), "until": until.isoformat(), "cell": key}
    return f"{reverse('desk:cases')}?{urlencode(query)}"


ROLES = ("letters", "head", "leader", "accusations")


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Each reads the figures of what their posts open."""
    return {role: {"petitions.read_figures"} for role in ROLES}


@provide("cases_of_cell")
def cases_of_cell(cases: Any, key: str, user: User) -> Any:
    """Of these cases, those that one figure counts; none for a figure that the person's page does not have."""
    cell = cells.find(user, key) if user.has_perm("petitions.read_figures") else None
    return cases.filter(cell.where) if cell else cases.none()


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    if not user.has_perm("petitions.read_figures"):
        return []
    return [RailLink(reverse("letters_desk:figures"), _("Figures"))]


@provide("figures.letters")
def figures() -> Any:
    """How the figures of letters and calls are counted."""
    return COUNTER
