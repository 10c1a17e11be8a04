"""Days and tickets: opening a hall for the day, taking a number, closing what is left in the evening."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from caojiadu.core.organisation.models import Centre
from services.models import HallDay, HallWindow, Item, Ticket

TWICE = dt.timedelta(seconds=15)  # the same form sent again within this is one tap too many


class HallClosed(Exception):
    """The hall gives out no tickets now."""


@transaction.atomic
def open_day(centre: Centre, now: dt.datetime | None = None) -> HallDay:
    """Give out tickets today, from the first number on; or again, where it was stopped."""
    now = now or timezone.now()
    settle_days(now)
    day, made = HallDay.objects.get_or_create(
        centre=centre, held_on=timezone.localdate(now), defaults={"opened_at": now}
    )
    if not made and day.stopped_at:
        HallDay.objects.filter(pk=day.pk).update(stopped_at=None, settled_at=None)
        day.refresh_from_db()
    return day


def stop_day(centre: Centre, now: dt.datetime | None = None) -> None:
    """Give out no more tickets today; whoever waits is still called."""
    now = now or timezone.now()
    HallDay.objects.filter(centre=centre, held_on=timezone.localdate(now), stopped_at=None).update(stopped_at=now)


def today_of(centre: Centre, now: dt.datetime | None = None) -> HallDay | None:
    """The hall's day, if it opened today."""
    return HallDay.objects.filter(centre=centre, held_on=timezone.localdate(now)).first()


@transaction.atomic
def take(
    centre: Centre,
    *,
    item: Item | None = None,
    first: bool = False,
    booked: bool = False,
    due_at: dt.datetime | None = None,
    asked: str = "",
    now: dt.datetime | None = None,
) -> Ticket:
    """Take a number; under the lock of the day, so without gap or double. Raises HallClosed.

    Somebody who is `booked` gets one after the hall has stopped giving out numbers, too. `asked` names the form that
    was sent: sent twice in a moment, it gets one ticket.
    """
    now = now or timezone.now()
    day = HallDay.objects.select_for_update().filter(centre=centre, held_on=timezone.localdate(now)).first()
    if day is None or (day.stopped_at and not booked):
        raise HallClosed
    if asked and (same := day.tickets.filter(asked=asked, taken_at__gt=now - TWICE).first()):
        return same
    day.last += 1
    day.save(update_fields=["last"])
    return Ticket.objects.create(
        day=day, number=day.last, item=item, first=first, booked=booked, due_at=due_at, asked=asked, taken_at=now
    )


@transaction.atomic
def settle_days(now: dt.datetime | None = None) -> int:
    """Close the days that are over: who still waits is closed for the day, windows are empty, notes go.

    Returns how many tickets were closed. Who was being served counts as served, for a time that nobody knows.
    """
    now = now or timezone.now()
    over = HallDay.objects.select_for_update(skip_locked=True).filter(
        settled_at=None, held_on__lt=timezone.localdate(now)
    )
    closed = 0
    for day in over:
        left, state = day.tickets, Ticket.State
        left.filter(state=state.SERVING).update(state=state.DONE, started_at=None)
        closed += left.filter(state__in=(state.WAITING, state.CALLED, state.PARKED)).update(state=state.CLOSED)
        left.exclude(note="").update(note="")
        HallWindow.objects.filter(centre=day.centre_id, since__lt=_midnight(now)).update(clerk=None, since=None)
        day.stopped_at, day.settled_at = day.stopped_at or now, now
        day.save(update_fields=["stopped_at", "settled_at"])
    return closed


def _midnight(now: dt.datetime) -> dt.datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
