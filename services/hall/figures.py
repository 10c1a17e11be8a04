"""The figures of a hall: its load now, a day, and the days before."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Aggregate, Avg, Count, DurationField, F, Max, Q
from django.utils import timezone

from caojiadu.core.hooks import provide
from services import hooks
from services.catalogue.models import Item
from services.hall.models import HallDay, Ticket
from services.reception import CENTRE
from services.reviews.models import Review
from services.reviews.rules import BAD

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


DAYS_BACK = 14  # days that are entered later, where the portal stood still


@provide("hall_counted")
def counted(day: dt.date) -> dict[str, int] | None:
    """What the hall of the reception centre counted on a day, in whole minutes and people; None of a day without it.

    Reviews are those of that day, whether somebody was in the hall or not.
    """
    held = HallDay.objects.filter(centre__key=CENTRE, held_on=day).first()
    if held is None:
        return None
    wait = Avg(F("called_at") - F("taken_at"), output_field=DurationField())
    found = held.tickets.aggregate(**{name: MEASURES[name] for name in ("taken", "done", "longest")}, mean=wait)
    begin = timezone.make_aware(dt.datetime.combine(day, dt.time()))
    given = Review.objects.filter(given_at__gte=begin, given_at__lt=begin + dt.timedelta(days=1), grade__in=BAD)
    return {
        "tickets": found["taken"],
        "called": found["done"],
        "wait": _minutes(found["mean"]),
        "longest": _minutes(found["longest"]),
        "bad": given.count(),
    }


def enter_days(now: dt.datetime | None = None) -> int:
    """Have the office's register know the days that are over. Returns how many; once more changes nothing."""
    today = timezone.localdate(now)
    if not hooks.hall_day_counted.answered:
        return 0
    over = HallDay.objects.filter(centre__key=CENTRE, held_on__lt=today, held_on__gte=today - dt.timedelta(DAYS_BACK))
    days = list(over.exclude(settled_at=None).values_list("held_on", flat=True))
    for day in days:
        hooks.hall_day_counted(day)
    return len(days)


def _minutes(span: dt.timedelta | None) -> int:
    return round(span.total_seconds() / 60) if span else 0
