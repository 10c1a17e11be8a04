"""Who has how much in hand: the people of a head's offices, the offices of the sub-district for a leader.

Each figure counts exactly the rows of the list that it opens.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core import memory
from caojiadu.core.accounts.absences import away_today
from caojiadu.core.accounts.models import Post, Visitor
from caojiadu.core.cases.colleagues import away_words
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.names import names
from caojiadu.core.cases.open_counts import by_office
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk.queues import SOON_DAYS, find_queue, offices_of
from caojiadu.core.organisation.models import Office

WIDTH = 100  # of the bar of whoever has most


@dataclass(frozen=True)
class Figure:
    """A number, and the list that it counts; no list where there is none to open."""

    count: int
    url: str


@dataclass(frozen=True)
class Share:
    """One line: who, why they may be given nothing, how much is open, late and due soon, as numbers and as a bar."""

    name: str
    said: str
    open: Figure
    late: Figure
    soon: Figure
    bar: int
    late_bar: int


@dataclass
class _Sum:
    name: str
    said: str = ""
    asked: dict[str, Any] | None = None
    open: int = 0
    late: int = 0
    soon: int = 0


def of_people(user: Visitor) -> list[Share]:
    """Each person of the offices that somebody heads, whoever has most first; last what is nobody's."""
    offices = offices_of(user, "head")
    if not offices:
        return []
    called, here = names(), _working_in(offices)
    away = away_today(person for _office, person in here)
    sums: dict[tuple[int, int | None], _Sum] = {}
    for office, person in here:
        said = away_words(away[person]) if person in away else ""
        sums[office, person] = _Sum(called.people[person], said, {"office": office, "handler": person})
    for office, person, *counts in _counted(Case.objects.visible_to(user).open().filter(office__in=offices)):
        if person is None:
            found = _Sum(_("Nobody yet"), asked={"office": office, "handler": "null"})
        else:
            found = sums.get((office, person)) or _Sum(called.people[person], _("no longer works here"))
        found.open, found.late, found.soon = counts
        sums[office, person] = found
    ordered = sorted(sums.items(), key=lambda one: (one[0][1] is None, -one[1].open, one[1].name))
    return _shares([found for _key, found in ordered], "office")


def of_offices(user: Visitor) -> list[Share]:
    """Each office of the sub-district, whoever has most first."""
    sums = {office.pk: _Sum(str(office), asked={"office": office.pk}) for office in memory.rows_of(Office).values()}
    periods = [queue.due() for key in ("open", "late", "soon") if (queue := find_queue(user, key)).due]
    for office, counts in by_office(user, periods).items():
        sums[office].open, sums[office].late, sums[office].soon = counts
    return _shares(sorted(sums.values(), key=lambda one: -one.open), "open")


def _counted(cases: CaseQuerySet) -> Any:
    """Open, late and due soon of each office and handler, in one statement for all."""
    now = timezone.now()
    until = now + dt.timedelta(days=SOON_DAYS)
    late, soon = Q(due_at__lt=now), Q(due_at__gte=now, due_at__lt=until)
    rows = cases.order_by().values_list("office", "handler")
    return rows.annotate(Count("pk"), late=Count("pk", filter=late), soon=Count("pk", filter=soon))


def _working_in(offices: list[int]) -> list[tuple[int, int]]:
    """Office and person of everybody who can be given matters there today, from memory."""
    held = Post.objects.held_on().filter(role__in=("handler", "head"), office__in=offices, user__is_active=True)
    name = ("working in", tuple(sorted(offices)), timezone.localdate())
    return memory.kept(name, lambda: sorted(set(held.values_list("office_id", "user_id"))))


def _shares(sums: list[_Sum], queue: str) -> list[Share]:
    most = max((one.open for one in sums), default=0) or 1
    address = reverse("desk:cases")

    def figure(one: _Sum, queue: str, count: int) -> Figure:
        asked = one.asked if count else None
        return Figure(count, f"{address}?{urlencode({'queue': queue, **asked})}" if asked else "")

    return [
        Share(
            one.name,
            one.said,
            figure(one, queue, one.open),
            figure(one, "late", one.late),
            figure(one, "soon", one.soon),
            one.open * WIDTH // most,
            one.late * WIDTH // most,
        )
        for one in sums
    ]
