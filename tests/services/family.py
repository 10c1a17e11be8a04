"""A daughter who acts for her mother and her child: who they are, and what each of them opens."""

from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.community.models import Relative
from caojiadu.core.front.relatives import agree, ask
from caojiadu.core.registers.models import SignUp
from offices.service.models import LifeOrder, MedicalClaim
from tests.core.files import samples
from tests.core.registers.test_activities import an_event, join
from tests.desk import day
from tests.services.booking import BASE, OTHER, PHONE, booked, open_centre, resident
from tests.services.test_applications import FORM, TYPED
from tests.services.test_orders import WISH
from tests.services.test_rooms import at as room_at
from tests.services.test_rooms import booked as room_booked
from tests.services.test_rooms import make_house

FAMILY, WINDOW = "/me/family/", "/desk/services/relatives/"
MOTHER = "张秀英"
ASKED = {"relation": "parent", "name": MOTHER, "phone": "139 8765 4321"}
CARD = {"id_type": "id_card", "id_number": "310106201512310027"}
FATHER = {name: TYPED[name] for name in ("id_type", "id_number")}
CHILD = {"phone": PHONE, "relation": "child", "name": "张小宝", **CARD, "paper": "birth", "seen": "on"}


@pytest.fixture
def home(time_machine: Any, settings: Any, tmp_path: Any) -> SimpleNamespace:
    """A daughter and a mother with phones of their own; the mother has a booking and an application."""
    time_machine.move_to("2026-02-09T07:30:00+08:00", tick=True)
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    open_centre(places=9, kept=0)
    daughter, mother = resident(PHONE), resident(OTHER)
    mine = booked(1, phone=OTHER, name=MOTHER)
    treated = {"treated_from": "2026-01-01", "treated_until": "2026-01-05"}
    answer = mother.post(
        FORM, {**TYPED, **treated, "papers": [samples.upload("收据.jpg", samples.picture(), "image/jpeg")]}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    claim = MedicalClaim.objects.get()
    pages = (f"{BASE}{mine.number}/", f"/services/applications/{claim.number}/", f"/files/{claim.files.get().key}/")
    return SimpleNamespace(daughter=daughter, mother=mother, booked=mine, claim=claim, pages=pages, clock=time_machine)


def linked() -> Relative:
    ask(user=resident_account(phone=PHONE), relation="parent", name=MOTHER, phone=OTHER)
    found = Relative.objects.get()
    agree(relative=found, by=resident_account(phone=OTHER))
    return found


def more_of(mother: Any) -> SimpleNamespace:
    """What the mother booked, signed up for and ordered besides: a room, an event and a meal; and the pages of them."""
    house, event = make_house(), an_event()
    room = room_booked(mother, house, room_at(2), name=MOTHER)
    join(mother, event, MOTHER)
    wish = {**WISH, "wanted_on": day(2), "name": MOTHER}
    assert mother.post("/life/new/?kind=meals", wish).status_code == 302
    order = LifeOrder.objects.get()
    pages = (f"/rooms/bookings/{room.number}/", f"/life/orders/{order.number}/")
    return SimpleNamespace(room=room, event=event, order=order, pages=pages, place=SignUp.objects.get())


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def statuses(client: Any, pages: tuple[str, ...]) -> set[int]:
    answers = [client.get(page) for page in pages]
    for answer in answers:
        _ = b"".join(answer)  # a file that is read to its end is closed
    return {answer.status_code for answer in answers}
