"""Somebody comes with an appointment: found by its number, or at the door by the phone it was booked with."""

import datetime as dt
import re
from contextlib import suppress
from typing import Any
from unicodedata import normalize

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caojiadu.core.organisation.models import Centre
from caojiadu.core.personal import Unusable, digest, normal_phone
from services.appointments.verbs import Refused, mark
from services.hall.tickets import HallClosed, take, today_of
from services.models import Appointment, HallRules, Ticket

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
