"""The five measures of 12345 work: of which orders each is taken, and which of those it counts.

One definition serves the number and the list behind it, so that they cannot differ.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from caojiadu.core.cases.figures import of_days
from caojiadu.core.cases.models import Clock
from caojiadu.core.organisation.models import Office
from offices.management.hotline import states
from offices.management.hotline.limits import CONTACT, HANDLE
from offices.management.models import BASES, HandlerReply, HotlineOrder, RateRule

Rate, Base = RateRule.Rate, RateRule.Base
CALLED_BACK = Q(closed_at__isnull=False, called_back_at__isnull=False)


@dataclass(frozen=True)
class Period:
    """From one day to another, both in it, by the day an order was received."""

    first: dt.date
    last: dt.date

    def of(self, orders: Any) -> Any:
        return of_days(orders, self.first, self.last)


@dataclass
class Figure:
    """How many of how many."""

    hit: int = 0
    base: int = 0

    def add(self, hit: int, base: int) -> None:
        self.hit += hit
        self.base += base

    @property
    def missed(self) -> int:
        return self.base - self.hit

    @property
    def percent(self) -> str:
        """To one decimal; a dash where there is nothing to take a share of."""
        return f"{100 * self.hit / self.base:.1f}%" if self.base else "—"


@dataclass
class Measure:
    """One measure: in all, by office, by class."""

    rate: str
    label: str
    base_label: str
    total: Figure = field(default_factory=Figure)
    offices: dict[int, Figure] = field(default_factory=dict)
    classes: dict[str, Figure] = field(default_factory=dict)


def bases() -> dict[str, str]:
    """Of which orders each measure is taken: the administrators' choice, or what is declared."""
    return {
        **{str(rate): str(base) for rate, base in BASES.items()},
        **dict(RateRule.objects.values_list("rate", "base")),
    }


def counted(rate: str, base: str) -> Q:
    """The orders of which a measure is taken."""
    if base == Base.CALLED_BACK:
        return CALLED_BACK
    started, keys = ("contacted_at", (CONTACT,)) if rate == Rate.CONTACT else ("replied_at", HANDLE)
    in_time = Exists(
        Clock.objects.filter(case=OuterRef("pk"), key__in=keys, state=Clock.State.RUNNING, due_at__gte=timezone.now())
    )
    return ~Q(state=states.SENT_BACK.key) & (Q(**{f"{started}__isnull": False}) | ~Q(in_time))


def hits(rate: str) -> Q:
    """Of those, the orders that a measure counts."""
    return {
        Rate.CONTACT: _contacted_in_time,
        Rate.ON_TIME: _closed_in_time,
        Rate.TIMELY: _told_in_time,
        Rate.SOLVED: lambda: Q(solved=True) | Q(solved=None, result_solved=True),
        Rate.SATISFIED: lambda: Q(satisfied=True),
    }[Rate(rate)]()


def _contacted_in_time() -> Q:
    clock = Clock.objects.filter(case=OuterRef("pk"), key=CONTACT, due_at__gte=OuterRef("contacted_at"))
    return Q(contacted_at__isnull=False) & Q(Exists(clock))


def _closed_in_time() -> Q:
    """Every round's reply was good within its limit, and no round runs late now."""
    late = HandlerReply.objects.filter(order=OuterRef("pk"), released_at__gt=F("due_at"))
    runs_late = Clock.objects.filter(
        case=OuterRef("pk"), key__in=HANDLE, state=Clock.State.RUNNING, due_at__lt=timezone.now()
    )
    return Q(replied_at__isnull=False) & ~Q(Exists(late)) & ~Q(Exists(runs_late))


def _told_in_time() -> Q:
    """The caller was told within the limit, the first time."""
    told = HandlerReply.objects.filter(order=OuterRef("pk"), told_at=OuterRef("told_at"), told_at__lte=F("due_at"))
    return Q(told_at__isnull=False) & Q(Exists(told))


def behind(orders: Any, rate: str, part: str) -> Any:
    """The orders behind a figure: those it counts, those it does not, or both."""
    found = orders.filter(counted(rate, bases()[rate]))
    if part == "hit":
        return found.filter(hits(rate))
    # A plain exclude() would leave out rows for which a condition is unknown.
    return found.exclude(pk__in=found.filter(hits(rate)).values("pk")) if part == "missed" else found


def counts(orders: Any, _user: Any = None) -> dict[str, int]:
    """Every measure of some orders, by office and class: five queries, whatever their number."""
    found: dict[str, int] = {}
    for rate, base in bases().items():
        groups = orders.filter(counted(rate, base)).order_by().values("office_id", "order_class")
        for group in groups.annotate(n=Count("pk"), hit=Count("pk", filter=hits(rate))):
            key = f"{rate} {group['office_id']} {group['order_class']}"
            found |= {f"{key} hit": group["hit"], f"{key} n": group["n"]}
    return found


def measures(found: dict[str, int]) -> list[Measure]:
    """What was counted, as measures."""
    rows = {rate: Measure(rate, str(Rate(rate).label), str(Base(base).label)) for rate, base in bases().items()}
    for key, n in found.items():
        rate, office, order_class, part = key.split()
        parts = (n, 0) if part == "hit" else (0, n)
        row = rows[rate]
        row.total.add(*parts)
        row.offices.setdefault(int(office), Figure()).add(*parts)
        row.classes.setdefault(order_class, Figure()).add(*parts)
    return [rows[rate] for rate in Rate.values]


def table(found: list[Measure]) -> dict[str, list[tuple[str, str, list[Figure]]]]:
    """The measures as rows: (key, name, figures) by office and by class, only where there are orders."""
    offices = {office.pk: office for office in Office.objects.all()}
    by_office = [
        (str(pk), str(office), [one.offices.get(pk, Figure()) for one in found])
        for pk, office in offices.items()
        if any(pk in one.offices for one in found)
    ]
    by_class = [
        (key, str(label), [one.classes.get(key, Figure()) for one in found])
        for key, label in HotlineOrder.Class.choices
        if any(key in one.classes for one in found)
    ]
    return {"offices": by_office, "classes": by_class}
