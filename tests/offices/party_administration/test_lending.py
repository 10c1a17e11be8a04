"""Rooms and vehicles (A6): asked for, approved by somebody else, used, given back; never booked twice."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.cases.errors import Refused
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.patterns.free_times import free_spans, next_free
from caojiadu.core.registers.verbs import enter
from offices.party_administration.models import Room, RoomBooking, Trip, Vehicle
from tests.cast import make_staff
from tests.desk import Desk, running, state
from tests.narrow import look_at

pytestmark = pytest.mark.django_db
TIMETABLE = "/desk/party-administration/room-bookings/timetable/"
MONDAY = dt.date(2026, 12, 7)  # a week without days off or make-up days, counted from the day below
TODAY = dt.datetime(2026, 12, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=True)


@pytest.fixture
def desks() -> dict[str, Desk]:
    return {"clerk": Desk("clerk", "handler", "A"), "head": Desk("head", "head", "A")}


def room(desk: Desk, **values: Any) -> Room:
    hours = {"opens": "09:00", "closes": "18:00", "open_on": "working"}
    typed = {"title": "一号会议室", "whereabouts": "二楼", "seats": 10, "equipment": "", **hours, **values}
    return Room.objects.get(pk=desk.enter("rooms", **typed))


def slot(begins: str, ends: str, on: dt.date = MONDAY) -> dict[str, str]:
    return {"starts_at": f"{on}T{begins}", "ends_at": f"{on}T{ends}"}


def book(desk: Desk, of: Room, begins: str = "10:00", ends: str = "11:00", on: dt.date = MONDAY, **more: Any) -> Any:
    typed = {"title": "例会", "room": f"#{of.pk}", "people": 8, "setting_up": "", **slot(begins, ends, on), **more}
    return desk.enter("room-bookings", **typed)


def test_a_booking_from_asking_to_the_end(desks: dict[str, Desk]) -> None:
    clerk, head = desks["clerk"], desks["head"]
    case = book(clerk, room(clerk))
    assert running(case) == {"approval": dt.date(2026, 12, 2)}
    assert RoomBooking.objects.get().asked_by.code == "A"
    assert "须由他人办理" in clerk.says(case, "approve")
    assert head.step(case, "approve") == 302
    assert running(case) == {"begin": MONDAY}
    assert clerk.step(case, "no_show") == 409  # it has not begun
    assert clerk.step(case, "hand_over") == 302
    assert running(case) == {"give_back": MONDAY}
    assert clerk.step(case, "give_back", note="已清场") == 302
    assert state(case) == "room_ended" and not RoomBooking.objects.get().holds


@pytest.mark.parametrize(
    ("begins", "ends", "on", "said"),
    [
        ("10:30", "11:30", MONDAY, "已被预订。最近可用的开始时间：2026年12月7日 11:00"),
        ("09:00", "10:01", MONDAY, "最近可用的开始时间：2026年12月7日 11:00"),
        ("10:15", "10:45", MONDAY, "已被预订"),
        ("09:00", "12:00", MONDAY, "最近可用的开始时间：2026年12月7日 11:00"),
        ("08:00", "09:30", MONDAY, "不开放。最近可用的开始时间：2026年12月7日 11:00"),
        ("17:30", "18:30", MONDAY, "不开放。最近可用的开始时间：2026年12月8日 09:00"),
        ("10:00", "11:00", dt.date(2026, 12, 6), "不开放。最近可用的开始时间：2026年12月7日 09:00"),
        ("08:00", "20:00", MONDAY, "一个月内没有这么长的空闲时段"),
        ("12:00", "12:00", MONDAY, "结束时间应晚于开始时间"),
        ("09:30", "10:00", dt.date(2026, 11, 30), "该时间已过"),
        ("11:00", "12:00", MONDAY, ""),
        ("09:00", "10:00", MONDAY, ""),
    ],
)
def test_a_clash_is_said_beside_the_time_with_the_next_free_one(
    desks: dict[str, Desk], begins: str, ends: str, on: dt.date, said: str
) -> None:
    of = room(desks["clerk"])
    book(desks["clerk"], of)
    answer = book(desks["clerk"], of, begins, ends, on, title="另一个会")
    assert RoomBooking.objects.count() == (1 if said else 2)
    if said:
        errors = answer.context["form"].errors
        assert answer.status_code == 422 and said in str(errors) and set(errors) <= {"starts_at", "ends_at"}
        assert "另一个会" in answer.content.decode()


def test_what_is_let_go_is_free_again_and_another_time_is_approved_anew(desks: dict[str, Desk]) -> None:
    clerk, head = desks["clerk"], desks["head"]
    of = room(clerk)
    first, second = book(clerk, of), book(clerk, of, "14:00", "15:00")
    assert head.step(second, "approve") == 302
    assert clerk.step(second, "other_time", **slot("10:30", "11:30")) == 422
    assert clerk.step(first, "cancel", reason="改为视频会议") == 302
    assert clerk.step(second, "other_time", **slot("10:30", "11:30")) == 302
    assert state(second) == "room_requested"
    assert running(second) == {"approval": dt.date(2026, 12, 2)}
    third = book(clerk, of, "16:00", "17:00")
    assert head.step(third, "other_time", **slot("15:00", "16:00")) == 302
    for one in (clerk, head):  # whoever asked, and whoever asked for another time
        assert one.step(third, "approve") == 409
    assert Desk("other", "handler", "A").step(third, "approve") == 302
    assert head.step(second, "refuse", reason="已有重要会议") == 302
    assert next_free(of, timezone.make_aware(dt.datetime(2026, 12, 7, 10)), dt.timedelta(hours=8)) is not None


def test_more_people_than_seats_are_refused_beside_the_number(desks: dict[str, Desk]) -> None:
    answer = book(desks["clerk"], room(desks["clerk"]), people=11)
    assert "只有10个座位" in str(answer.context["form"].errors["people"])


def test_hours_have_two_ends(desks: dict[str, Desk]) -> None:
    typed = {"title": "室", "whereabouts": "二楼", "seats": 3, "open_on": "every"}
    for hours, said in (({"opens": "09:00"}, "同时填写"), ({"opens": "12:00", "closes": "09:00"}, "早于开始时间")):
        answer = desks["clerk"].enter("rooms", **typed, **hours)
        assert said in str(answer.context["form"].errors["closes"])


def test_free_times_lie_between_bookings_and_hours(desks: dict[str, Desk]) -> None:
    of = room(desks["clerk"])
    book(desks["clerk"], of, "09:00", "10:00")
    book(desks["clerk"], of, "13:00", "14:30")
    local = [(timezone.localtime(one.start), timezone.localtime(one.end)) for one in free_spans(of, MONDAY, 1)]
    assert [f"{a:%H:%M}-{b:%H:%M}" for a, b in local] == ["10:00-13:00", "14:30-18:00"]
    always = room(desks["clerk"], opens="", closes="", open_on="every")
    whole = free_spans(always, MONDAY, 7)
    assert len(whole) == 1 and whole[0].end - whole[0].start == dt.timedelta(days=7)


def vehicle(desk: Desk, **values: Any) -> Vehicle:
    typed = {"title": "沪A·示例", "kind": "car", "seats": 5, "open_on": "every", **values}
    return Vehicle.objects.get(pk=desk.enter("vehicles", **typed))


def trip(desk: Desk, of: Vehicle, **values: Any) -> Any:
    typed = {"title": "走访", "vehicle": f"#{of.pk}", "destination": "某居民区", "passengers": 3}
    return desk.enter("trips", **typed, **slot("10:00", "12:00"), **values)


def test_a_trip_keeps_its_driver_and_kilometres(desks: dict[str, Desk]) -> None:
    clerk, head = desks["clerk"], desks["head"]
    case = trip(clerk, vehicle(clerk))
    assert head.step(case, "approve", driver="") == 422
    assert head.step(case, "approve", driver="驾驶员甲") == 302
    assert clerk.step(case, "hand_over", km_out=1000) == 302
    assert "收车里程不应少于出车里程" in clerk.says(case, "give_back", km_back=990)
    assert clerk.step(case, "give_back", km_back=1030) == 302
    assert (state(case), Trip.objects.get().km_back) == ("trip_ended", 1030)


@pytest.mark.parametrize(
    ("of", "asked", "field"),
    [
        ({"inspected_until": "2026-12-06"}, {}, "vehicle"),
        ({"insured_until": "2026-12-06"}, {}, "vehicle"),
        ({"insured_until": "2026-12-07"}, {}, ""),
        ({"seats": 3}, {}, "passengers"),
    ],
)
def test_a_vehicle_has_valid_papers_and_seats(
    desks: dict[str, Desk], of: dict[str, Any], asked: dict[str, Any], field: str
) -> None:
    answer = trip(desks["clerk"], vehicle(desks["clerk"], **of), **asked)
    assert set(answer.context["form"].errors) == {field} if field else answer.number


@pytest.mark.django_db(transaction=True)
def test_of_many_who_book_the_same_time_at_once_one_has_it() -> None:
    people = [make_staff(f"clerk-{number}", "经办", "handler", "A") for number in range(6)]
    hours = {"opens": None, "closes": None, "open_on": "every"}
    made = enter(find("rooms"), {"title": "室", "whereabouts": "二楼", "seats": 9, **hours}, user=people[0])
    start = timezone.now() + dt.timedelta(days=2)
    gate, results = threading.Barrier(len(people)), []

    def ask(user: Any) -> None:
        gate.wait()
        try:
            values = {
                "title": "会",
                "room": made,
                "people": 3,
                "starts_at": start,
                "ends_at": start + dt.timedelta(hours=1),
            }
            results.append(enter(find("room-bookings"), values, user=user))
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(one, RoomBooking) for one in results) == 1
    assert sum(isinstance(one, Refused) and "有人刚刚预订" in str(one) for one in results) == len(people) - 1, results


def test_any_office_asks_sees_its_own_and_cancels_it(desks: dict[str, Desk]) -> None:
    of, asker = room(desks["clerk"]), Desk("asker", "handler", "D", keeps="A")
    other = Desk("other", "handler", "C", keeps="A")
    assert asker.client.get("/desk/party-administration/room-bookings/").status_code == 404
    assert asker.client.get("/desk/party-administration/room-bookings/export/").status_code == 404
    page = asker.client.get(f"/desk/party-administration/room-bookings/new/?room={of.pk}&starts_at={MONDAY}T10:00")
    assert "一号会议室" in page.content.decode() and f"{MONDAY}T10:00" in page.content.decode()
    case = book(asker, of, title="养老服务会")
    assert RoomBooking.objects.get().asked_by.code == "D"
    assert asker.client.get(f"/desk/cases/{case.number}/").status_code == 200
    assert other.client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert asker.step(case, "approve") == 404 and desks["clerk"].step(case, "approve") == 302
    assert "养老服务会" in asker.client.get("/desk/service/requests/").content.decode()
    assert "养老服务会" not in other.client.get("/desk/management/requests/").content.decode()
    assert asker.client.get("/desk/management/requests/").status_code == 404
    assert asker.step(case, "other_time", **slot("15:00", "16:00")) == 302
    assert asker.step(case, "cancel", reason="会议取消") == 302


@pytest.mark.parametrize("who", ["keeper", "asker", "other"])
def test_the_timetable_shows_what_is_free_and_names_only_what_one_may_open(desks: dict[str, Desk], who: str) -> None:
    of, asker = room(desks["clerk"]), Desk("asker", "handler", "D", keeps="A")
    book(asker, of, title="养老服务会")
    clients = {"keeper": desks["clerk"].client, "asker": asker.client}
    client = clients.get(who) or Desk("other", "handler", "C").client
    for query in (f"day={MONDAY}", f"day={MONDAY + dt.timedelta(days=3)}&of={of.pk}"):
        page = client.get(f"{TIMETABLE}?{query}").content.decode()
        assert all(text in page for text in ("09:00–10:00", "10:00–11:00", "11:00–18:00", "社区服务办公室"))
        assert ("养老服务会" in page) == (who != "other")
        assert f"starts_at={MONDAY}T11:00" in page
    assert "不开放" in client.get(f"{TIMETABLE}?day={MONDAY - dt.timedelta(days=1)}").content.decode()
    for bad in ("day=2026-13-45", "day=9999-12-31", "of=999999", "of=x", "day=%00"):
        assert client.get(f"{TIMETABLE}?{bad}").status_code == 200


def test_the_timetable_takes_the_same_queries_for_one_room_and_for_many(desks: dict[str, Desk]) -> None:
    counts = []
    client = desks["clerk"].client
    client.get(TIMETABLE)
    for _number in range(2):
        book(desks["clerk"], room(desks["clerk"]))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{TIMETABLE}?day={MONDAY}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert client.get("/desk/party-administration/rooms/timetable/").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime.now(dt.UTC), tick=True)  # a browser keeps its cookies by the real clock
    clerk = Desk("clerk", "handler", "A")
    of, ahead = room(clerk, open_on="every"), timezone.localdate() + dt.timedelta(days=3)
    vehicle(clerk)
    book(clerk, of, on=ahead, title="名称很长很长的某某街道年度重点工作推进会议暨安全生产工作部署会")
    pages = [f"{TIMETABLE}?day={ahead}", f"{TIMETABLE}?day={ahead}&of={of.pk}", "/desk/party-administration/requests/"]
    pages += ["/desk/party-administration/trips/timetable/", "/desk/party-administration/room-bookings/new/"]
    look_at(browser, browser_context_args, live_server.url, clerk.client, language, pages)
