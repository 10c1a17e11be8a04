"""The figures of a hall: its load now, a day, and the days before."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Max, Q

from services.models import HallDay, Item, Ticket

STATE = Ticket.State


class Median(Aggregate):
    """The middle value."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


MEASURES: dict[str, Any] = {
    "taken": Count("pk"),
    "done": Count("pk", filter=Q(state=STATE.DONE)),
    "absent": Count("pk", filter=Q(state=STATE.ABSENT)),
    "closed": Count("pk", filter=Q(state=STATE.CLOSED)),
    "wait": Median(F("called_at") - F("taken_at")),
    "longest": Max(F("called_at") - F("taken_at"), output_field=DurationField()),
    "service": Median(F("served"), filter=Q(state=STATE.DONE)),
}


def figures_of(day: HallDay) -> dict[str, Any]:
    """What a day came to so far. One query."""
    return day.tickets.aggregate(**MEASURES)


def load_of(day: HallDay) -> dict[str, int]:
    """Who waits, was called, is served or put aside now. One query."""
    now = (STATE.WAITING, STATE.CALLED, STATE.SERVING, STATE.PARKED)
    return day.tickets.aggregate(**{str(state): Count("pk", filter=Q(state=state)) for state in now})


def by_item(day: HallDay) -> list[dict[str, Any]]:
    """The figures of a day for each item, the one most asked for first. Two queries."""
    rows: list[Any] = list(day.tickets.values("item").annotate(**MEASURES).order_by("item"))
    rows.sort(key=lambda row: -row["taken"])
    items = Item.objects.in_bulk([row["item"] for row in rows if row["item"]])
    return [{**row, "item": items.get(row["item"])} for row in rows]


def with_figures(days: Iterable[HallDay]) -> list[tuple[HallDay, dict[str, Any]]]:
    """Days, each with its figures. One query for all."""
    days = list(days)
    rows = Ticket.objects.filter(day__in=days).values("day").annotate(**MEASURES).order_by("day")
    found: dict[int, dict[str, Any]] = {row["day"]: dict(row) for row in rows}
    return [(day, found.get(day.pk, {"taken": 0, "done": 0, "absent": 0, "closed": 0})) for day in days]
