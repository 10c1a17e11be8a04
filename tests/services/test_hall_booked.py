"""Who has an appointment in the hall: checking in, being found at the door, and no turn promised after closing."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.community.residents import find_or_create_resident
from services.appointments.models import Appointment, BookingRules, OpeningHours
from services.catalogue.models import Item
from services.hall.line import Standing, closed_before
from services.hall.tickets import stop_day, take
from tests.entries import signed_in
from tests.rails import one_rail
from tests.services.halls import NOON, PUBLIC, came, centre, make_windows, opened, tablet

__all__ = ["one_rail"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rail")]
MINUTE = dt.timedelta(minutes=1)


def booked(phone: str, minutes: int, number: str, **more: Any) -> Appointment:
    """An appointment so many minutes from noon."""
    resident = find_or_create_resident(name="张三", phone=phone)
    begin = NOON + minutes * MINUTE
    return Appointment.objects.create(
        number=number,
        centre=centre(),
        item=Item.objects.get(key="pension"),
        starts_at=begin,
        ends_at=begin + 30 * MINUTE,
        place=1,
        resident=resident,
        made_by=resident_account(phone="+8613900001111"),
        **more,
    )


@pytest.mark.parametrize(
    ("minutes", "more", "first", "due"),
    [
        (20, {}, False, True),
        (0, {}, False, True),
        (-10, {}, True, False),
        (-15, {"state": "missed"}, True, False),
        (-16, {}, False, False),
        (-60, {"need": "older"}, True, False),
    ],
)
def test_who_has_an_appointment_checks_in(minutes: int, more: dict[str, str], first: bool, due: bool) -> None:
    make_windows(1)
    with time_machine.travel(NOON, tick=False):
        opened()
        made = booked("13800138000", minutes, "48217093", **more)
        own, mine = signed_in(resident_account(phone="+8613800138000")), "/services/appointments/48217093/"
        page = own.get(mine).content.decode()  # shown for as long as the door takes it
        assert "data:image/svg+xml" in page and "要带什么材料" in page and ("时间已到" in page) == (minutes <= 0)
        assert mine in own.get("/services/appointments/").content.decode()
        assert ("今天仍可前来" if minutes <= 0 else "请于") in own.get("/me/").content.decode()
        ticket = came(number="４８２１ ７０９３")
        assert (ticket.label, ticket.first, ticket.due_at is not None) == ("B001", first, due)
        assert ticket.item == made.item and ticket.appointment == made
        page = own.get(mine).content.decode()
        assert f"{PUBLIC}ticket/{ticket.key}/" in page and "data:image/svg+xml" not in page
        assert Appointment.objects.get().state == "came"
        page = Client().get(f"{PUBLIC}ticket/{ticket.key}/").content.decode()
        assert ("您预约的时间是 12:20" in page) == (minutes > 0) and "张" not in page and "4821" not in page
        assert (
            came(tablet(), number="138 0013 8000") == ticket and came().label == "A002"
        )  # checked in twice, one ticket


def test_an_appointment_is_found_today_here_and_by_phone_at_the_door_alone(client: Client, settings: Any) -> None:
    make_windows(1)
    settings.HALL_ARRIVALS_PER_ADDRESS = (7, 600)
    with time_machine.travel(NOON, tick=False):
        assert client.post(f"{PUBLIC}door/", {"number": "48217093"}).status_code == 409
        opened()
        booked("13800138000", 24 * 60, "48217093")
        booked("13800138001", 10, "48217094", state="cancelled")
        booked("13800138002", 10, "48217095")
        booked("13800138002", 90, "48217096")
        for typed in ("48217093", "48217094", "", "0\x00²"):
            refused = client.post(f"{PUBLIC}door/", {"number": typed})
            assert refused.status_code == 422 and 'id="id_number_error"' in refused.content.decode()
        refused = client.post(f"{PUBLIC}door/", {"number": "13800138002"})  # anybody may open this page
        assert refused.status_code == 422 and 'value="13800138002"' in refused.content.decode()
        stop_day(centre())  # whoever is booked still comes in
        door = tablet()
        assert not door.get(f"{PUBLIC}door/").wsgi_request.user.is_authenticated  # it is left alone there
        assert door.post(PUBLIC, {"number": "13800138002"}).status_code == 422
        ticket = came(door, number="13800138002")
        assert ticket.appointment and ticket.appointment.number == "48217095"  # the first of the two
        assert client.post(PUBLIC, {"number": "48217096"}).status_code == 429
        assert came(door, number="13800138002").appointment != ticket.appointment


def test_nobody_is_promised_a_turn_after_the_doors_are_shut() -> None:
    """NOON is a Wednesday; without hours of that day nothing is said of closing."""
    assert closed_before(centre(), 500, NOON) is None
    rules = BookingRules.objects.create(centre=centre())
    for weekday, closes in ((2, 17), (3, 12)):
        OpeningHours.objects.create(rules=rules, weekday=weekday, opens=dt.time(9), closes=dt.time(closes))
    shut = NOON.replace(hour=17)
    assert [closed_before(centre(), minutes, NOON) for minutes in (None, 300, 301)] == [None, None, shut]
    with time_machine.travel(NOON, tick=False):
        hall = opened(NOON)
        shown = {"ticket": take(hall), "centre": hall, "now": NOON, "standing": Standing(3, 400, shut)}
        page = render_to_string("services/hall/_standing.html", shown)
    assert "17:00" in page and "400" not in page
