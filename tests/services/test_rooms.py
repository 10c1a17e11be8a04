"""Residents book rooms of the centres: free times, never twice; confirmed, moved, called off when it closes."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.front.templatetags.portal import moment
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.models import Record
from offices.development.models import CulturalBooking
from tests.cast import again
from tests.desk import day, running, state
from tests.entries import signed_in
from tests.narrow import look_at
from tests.offices.development.room import people, take
from tests.offices.development.test_centre import HOURS, a_room

pytestmark = pytest.mark.django_db
LIST = "/rooms/"
WISH = {"length": "120", "purpose": "合唱排练", "group": "某合唱队", "people": "12", "name": "张秀英"}


def resident(number: int = 1) -> Client:
    return signed_in(resident_account(phone=f"+861381234560{number}"))


def make_house() -> SimpleNamespace:
    desks = people()
    house = desks.clerk.enter("cultural-centres", title="文化中心", address="某路", **HOURS)
    room = a_room(desks.clerk, house)
    Record.objects.filter(pk=room).update(published_at=timezone.now())
    return SimpleNamespace(desks=desks, house=house, room=room, page=f"{LIST}{room}/")


@pytest.fixture
def house() -> SimpleNamespace:
    return make_house()


def at(days: int, hour: int = 10) -> str:
    return f"{day(days)}T{hour:02}:00"


def wish(client: Client, house: SimpleNamespace, start: str, **typed: str) -> Any:
    return client.post(f"{house.page}book/", {**WISH, "starts_at": start, **typed})


def booked(client: Client, house: SimpleNamespace, start: str, **typed: str) -> CulturalBooking:
    answer = wish(client, house, start, **typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return CulturalBooking.objects.get(number=answer["Location"].rstrip("/").rpartition("/")[2])


def templates(case: Any) -> set[str]:
    rows = Notice.objects.filter(case_number=case.number, resident_key__isnull=False)
    return set(rows.values_list("template", flat=True))


def test_a_room_is_found_booked_confirmed_moved_and_given_back(house: SimpleNamespace) -> None:
    mine, other, desks = resident(), resident(2), house.desks
    page = Client().get(LIST).content.decode()
    assert (
        house.page in page
        and "免费" in page
        and "09:00–17:00" in page
        and LIST in Client().get("/activities/").content.decode()
    )
    week = mine.get(f"{house.page}?day={day(2)}").content.decode()
    assert f"?at={at(2)}" in week and f"?at={at(2, 16)}" in week and at(2, 17) not in week
    case = booked(mine, house, at(2))
    assert booked(mine, house, at(2)).pk == case.pk  # pressed twice
    assert (case.title, case.channel, case.group) == ("合唱排练", "web", "某合唱队") and "approval" in running(case)
    assert f"?at={at(2)}" not in other.get(f"{house.page}?day={day(2)}").content.decode()
    for days, late in ((1, True), (25, False)):  # tomorrow is over before the centre must have confirmed it
        assert ("请致电 12345" in mine.get(f"{house.page}book/?at={at(days)}").content.decode()) == late
    late = day(2) <= running(case)["approval"]
    assert ("请致电 12345" in mine.get(f"{LIST}bookings/{case.number}/").content.decode()) == late
    assert Notice.objects.filter(template="room_of_resident", user=desks.head.user).exists()
    url = f"{LIST}bookings/{case.number}/"
    matters = mine.get("/me/").content.decode()
    assert url in matters and f"<b>{moment(case.starts_at)}</b>" in matters
    for nobody, status in ((other, 404), (Client(), 302), (desks.clerk.client, 404)):
        assert {nobody.get(f"{url}{part}").status_code for part in ("", "change/", "cancel/")} == {status}

    take(desks.clerk, case, "approve")
    page = mine.get(url).content.decode()
    assert "room_confirmed" in templates(case) and "已确认" in page and "请致电 12345" not in page
    taken = booked(other, house, at(3, 14))
    late = mine.post(f"{url}change/", {"starts_at": at(3, 15), "length": "60"})
    assert (
        late.status_code == 409 and "最近可用的开始时间" in late.content.decode() and at(3, 16) in late.content.decode()
    )
    assert mine.post(f"{url}change/", {"starts_at": at(200), "length": "60"}).status_code in (409, 422)
    assert state(case) == "culturalroom_approved"
    assert mine.post(f"{url}change/", {"starts_at": at(3, 16), "length": "60"}).status_code == 302
    assert state(case) == "culturalroom_requested" and "approval" in running(case)
    take(desks.clerk, taken, "refuse", reason="当日设备检修")
    assert "当日设备检修" in other.get(f"{LIST}bookings/{taken.number}/").content.decode()
    assert "要取消这项预约吗" in mine.get(f"{url}cancel/").content.decode()
    mine.post(f"{url}cancel/")
    case.refresh_from_db()
    assert (case.state, case.holds) == ("culturalroom_cancelled", False)
    assert f"<b>{moment(case.starts_at)}</b>" not in mine.get("/me/").content.decode()
    assert f"?at={at(3, 16)}" in other.get(f"{house.page}?day={day(3)}").content.decode()


def test_who_did_not_come_is_noted_for_whoever_confirms_the_next_one(house: SimpleNamespace, time_machine: Any) -> None:
    mine, clerk = resident(), house.desks.clerk
    case = booked(mine, house, at(1))
    take(clerk, case, "approve")
    assert clerk.step(case, "no_show") == 409  # it has not begun
    time_machine.move_to(timezone.now() + dt.timedelta(days=2), tick=True)
    clerk.client, mine = signed_in(again(clerk.user)), resident()
    url = f"{LIST}bookings/{case.number}/"
    assert f"{url}cancel/" not in mine.get(url).content.decode() and mine.post(f"{url}cancel/").status_code == 302
    assert state(case) == "culturalroom_approved"  # whoever did not come cannot take it back any more
    take(clerk, case, "no_show")
    assert "逾时未到" in mine.get(f"{LIST}bookings/{case.number}/").content.decode()
    following = booked(mine, house, at(1))
    assert "有 1 次预约未到场" in clerk.client.get(f"/desk/cases/{following.number}/").content.decode()


def test_what_is_wrong_is_said_in_its_place_and_all_is_kept(house: SimpleNamespace) -> None:
    mine = resident()
    for typed, wrong, status in (
        ({"name": ""}, {"name"}, 422),
        ({"people": "21"}, {"people"}, 422),
        ({"length": "77"}, {"length"}, 422),
        ({"starts_at": at(2, 16)}, {"__all__"}, 409),  # longer than it is open
        ({"starts_at": at(-1)}, {"__all__"}, 409),
        ({"starts_at": at(40)}, {"__all__"}, 422),
    ):
        answer = (
            wish(mine, house, **{"start": at(2), **typed})
            if "starts_at" not in typed
            else wish(mine, house, typed["starts_at"])
        )
        assert (answer.status_code, set(answer.context["form"].errors)) == (status, wrong), typed
        assert "合唱排练" in answer.content.decode()
    for odd in ("x", "2026-13-01T10:00", "9999-01-01T10:00", ""):
        assert mine.post(f"{house.page}book/", {**WISH, "starts_at": odd}).status_code == 302
        assert mine.get(house.page, {"day": odd, "week": odd}).status_code == 200
    for hour in (9, 11, 13, 15):
        booked(mine, house, at(4, hour))
    booked(mine, house, at(5))
    assert "已有 5 项预约" in wish(mine, house, at(5, 14)).content.decode()
    Record.objects.filter(pk=house.room).update(published_at=None)
    assert mine.get(house.page).status_code == wish(mine, house, at(6)).status_code == 404


def test_a_closure_calls_bookings_off_and_is_told(house: SimpleNamespace) -> None:
    mine, desks = resident(), house.desks
    case, after = booked(mine, house, at(9)), booked(mine, house, at(12))
    typed = {"title": "空调维修", "centre": f"#{house.house}", "instead": "邻近中心", "why": "repair"}
    closure = desks.clerk.enter("cultural-closures", **typed, since=day(9), until=day(10))
    take(desks.head, closure, "closure_approve")
    assert (state(case), state(after)) == ("culturalroom_called_off", "culturalroom_requested")
    assert templates(case) == {"room_closed"} and not running(case)
    assert "届时场馆闭馆" in mine.get("/me/").content.decode()
    url = f"{LIST}bookings/{case.number}/"
    assert "该时段闭馆" in mine.get(url).content.decode()
    assert "空调维修" not in Client().get(LIST).content.decode()
    take(desks.clerk, closure, "closure_announce", announced_on=day(), announced_at="门口")
    assert all("空调维修" in Client().get(path).content.decode() for path in (LIST, house.page, "/activities/"))
    assert mine.post(f"{url}change/", {"starts_at": at(9), "length": "120"}).status_code == 409
    assert mine.post(f"{url}change/", {"starts_at": at(11), "length": "120"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.holds) == ("culturalroom_requested", True)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_want_the_same_time() -> None:
    house = make_house()

    def one(number: int) -> Any:
        try:
            return wish(resident(number), house, at(3), name=f"张{'一二三四'[number]}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(one, range(4)))
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409]
    slower = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert "该时段已被预订。最近可用的开始时间" in slower and at(3, 12) in slower
    assert CulturalBooking.objects.filter(holds=True).count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    house, mine = make_house(), resident()
    a = house.desks.clerk.enter
    other = a_room(house.desks.clerk, house.house, title="剧场", kind="theatre", seats=150, basic="", fee=200)
    Record.objects.filter(pk=other).update(published_at=timezone.now())
    case = booked(mine, house, at(9))
    typed = {"title": "空调维修", "centre": f"#{house.house}", "instead": "邻近中心", "why": "repair"}
    closure = a("cultural-closures", **typed, since=day(9), until=day(10))
    take(house.desks.head, closure, "closure_approve")
    take(house.desks.clerk, closure, "closure_announce", announced_on=day(), announced_at="门口")
    page = f"{LIST}bookings/{case.number}/"
    pages = [
        LIST,
        house.page,
        f"{house.page}book/?at={at(2)}",
        page,
        f"{page}change/",
        f"{page}change/?at={at(2)}",
        f"{page}cancel/",
        "/me/",
    ]
    look_at(browser, browser_context_args, live_server.url, mine, language, pages)
