"""Days and tickets: opening a hall for the day, taking a number, closing what is left in the evening."""

import datetime as dt
import re
from contextlib import suppress
from typing import Any
from unicodedata import normalize

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caojiadu.core.cases.errors import Refused
from caojiadu.core.organisation.models import Centre
from caojiadu.core.personal import Unusable, digest, normal_phone
from services.appointments.booking import mark
from services.appointments.models import Appointment
from services.catalogue.models import Item
from services.hall.models import HallDay, HallRules, HallWindow, Ticket

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


STATE = Appointment.State
_NUMBER = re.compile(r"[0-9]{8}")


class NotFound(Exception):
    """Nobody has an appointment here today under this."""


@transaction.atomic
def arrive(centre: Centre, typed: str, *, by_phone: bool, request: Any = None) -> Ticket:
    """The ticket of whoever has an appointment today, the same when they ask twice. Raises NotFound, HallClosed.

    In time, it counts from the time of the appointment on; late by no more than the grace, it goes before those
    without one; later, by taking. A day that had noted "did not come" is put right.
    """
    now = timezone.now()
    if today_of(centre, now) is None:
        raise HallClosed
    try:
        found = mark(appointment=_find(centre, typed, by_phone, now), state=STATE.CAME, by=None, request=request)
    except Refused as refused:
        raise NotFound from refused
    if there := Ticket.objects.filter(appointment=found).first():
        return there
    late = now - found.starts_at
    grace = dt.timedelta(minutes=HallRules.now().grace)
    ticket = take(
        centre,
        item=found.item,
        first=bool(found.need) or dt.timedelta() < late <= grace,
        booked=True,
        due_at=found.starts_at if late <= dt.timedelta() else None,
        now=now,
    )
    ticket.appointment = found
    ticket.save(update_fields=["appointment"])
    return ticket


def _find(centre: Centre, typed: str, by_phone: bool, now: dt.datetime) -> Appointment:
    """The appointment that is meant: of several on one phone, the first for which nobody came yet. Raises NotFound."""
    digits = "".join(normalize("NFKC", typed).split())
    which = Q(number=digits) if _NUMBER.fullmatch(digits) else Q(pk=None)
    if by_phone:
        with suppress(Unusable):
            which |= Q(resident__phone_digest=digest("phone", normal_phone(typed)))
    begin = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Appointment.objects.select_related("resident").filter(which, centre=centre, state__in=Appointment.LIVE)
    rows = rows.filter(starts_at__gte=begin, starts_at__lt=begin + dt.timedelta(days=1))
    found = list(rows.order_by("starts_at", "pk"))
    if not found:
        raise NotFound
    return next((one for one in found if one.state != STATE.CAME), found[-1])
