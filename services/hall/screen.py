"""What the screen of a hall shows: the last calls and how many wait. One query, and a mark that says what changed."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from caojiadu.core.organisation.models import Centre
from services.hall.access import halls
from services.hall.models import HallDay, HallWindow, Ticket, label_of

SHOWN = 6


@dataclass(frozen=True)
class Call:
    """A number called to a window; `here` while the person is still expected."""

    label: str
    window: int
    at: str
    here: bool


@dataclass(frozen=True)
class Shown:
    """What stands on the screen now."""

    centre: Centre
    is_open: bool
    waiting: int
    windows: int
    calls: tuple[Call, ...]

    @property
    def mark(self) -> str:
        """The same as long as nothing changed."""
        what = (self.is_open, self.waiting, self.windows, self.calls)
        return hashlib.sha256(repr(what).encode()).hexdigest()[:12]

    @property
    def ring(self) -> str:
        """When the last call was; a second one of the same number counts."""
        return self.calls[0].at if self.calls else ""


def shown_at(key: str) -> Shown | None:
    """The screen of a hall, in one query; None where there is no such hall."""
    today = {"centre": OuterRef("pk"), "held_on": timezone.localdate()}
    tickets = Ticket.objects.filter(day__centre=OuterRef("pk"), day__held_on=timezone.localdate()).order_by()
    waiting = tickets.waiting().values("day").annotate(n=Count("pk")).values("n")
    windows = HallWindow.objects.filter(centre=OuterRef("pk"), active=True, clerk__isnull=False).order_by()
    last = tickets.filter(rung_at__isnull=False).exclude(state=Ticket.State.ABSENT).order_by("-rung_at", "-number")
    fields = JSONObject(
        number="number", first="first", booked="booked", window="window__number", at="rung_at", state="state"
    )
    row = (
        halls()
        .filter(key=key)
        .annotate(
            is_open=Subquery(HallDay.objects.filter(**today).values("opened_at")[:1]),
            waiting=_count(waiting),
            open_windows=_count(windows.values("centre").annotate(n=Count("pk")).values("n")),
            calls=ArraySubquery(last.values(json=fields)[:SHOWN]),
        )
        .first()
    )
    if row is None:
        return None
    calls = tuple(map(_call, row.calls))
    return Shown(row, row.is_open is not None, row.waiting, row.open_windows, calls)


def _count(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def _call(row: dict[str, Any]) -> Call:
    label = label_of(row["number"], first=row["first"], booked=row["booked"])
    return Call(label, row["window"], row["at"], row["state"] == Ticket.State.CALLED)
