"""A centre that takes appointments, on a Monday morning before a week of holidays; and people who book there."""

import datetime as dt
from typing import Any

from django.test import Client

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.organisation.models import Centre
from services.appointments.booking import book
from services.appointments.models import Appointment, BookingRules, OpeningHours
from services.appointments.times import moment
from services.catalogue.models import Item
from tests.entries import signed_in

NOW = "2026-02-09T07:30:00+08:00"  # a Monday; the Spring Festival is from the 15th to the 23rd, the 14th is worked
MONDAY = dt.date(2026, 2, 9)
PHONE, OTHER = "+8613812345678", "+8613987654321"
BASE = "/services/appointments/"
NEW = f"{BASE}new/pension/"


def open_centre(places: int = 2, kept: int = 1, **rules: Any) -> BookingRules:
    """Hours from Monday to Friday, 9 to 11, an hour each; on Friday 13 to 15 as well."""
    made = BookingRules.objects.create(centre=Centre.objects.get(key="affairs-reception"), **rules)
    rows = [(day, 9, 11) for day in range(5)] + [(4, 13, 15)]
    OpeningHours.objects.bulk_create(
        OpeningHours(rules=made, weekday=day, opens=dt.time(a), closes=dt.time(b), minutes=60, places=places, kept=kept)
        for day, a, b in rows
    )
    return made


def at(days: int, hour: int = 9) -> dt.datetime:
    """A time, so many days after that Monday."""
    return moment(MONDAY + dt.timedelta(days=days), dt.time(hour))


def typed(days: int, hour: int = 9) -> str:
    """A time as the forms send it."""
    return at(days, hour).astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%dT%H:%M")


def booked(days: int, hour: int = 9, *, phone: str = PHONE, name: str = "张三丰", **more: Any) -> Appointment:
    """An appointment that somebody made online."""
    item = Item.objects.get(key="pension")
    by = resident_account(phone=phone)
    return book(item=item, starts_at=at(days, hour), name=name, phone=phone, by=by, **more)


def resident(phone: str = PHONE) -> Client:
    """A browser in which a resident has signed in."""
    return signed_in(resident_account(phone=phone))
