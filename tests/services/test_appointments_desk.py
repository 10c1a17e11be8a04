"""The desk of a centre: the day's appointments, booking for whoever rings, who came and who did not."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from caojiadu.core.audit.models import Entry
from caojiadu.core.notices.models import Notice
from services.appointments import booking
from services.appointments.demo import fill_appointments
from services.appointments.models import Appointment
from tests.cast import make_staff
from tests.entries import signed_in
from tests.narrow import look_at
from tests.services.booking import NEW, NOW, OTHER, PHONE, at, booked, open_centre, resident, typed

pytestmark = pytest.mark.django_db
DESK = "/desk/services/appointments/"
State = Appointment.State


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> Any:
    time_machine.move_to(NOW, tick=False)
    return time_machine


def clerk(role: str = "window", office: str = "D") -> Client:
    return signed_in(make_staff(f"{role}-{office}", "窗口小王", role, office))


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_staff_at_a_page_of_residents_are_told_where_to_do_it() -> None:
    open_centre()
    for role, office, told in (("window", "D", True), ("handler", "F", False)):
        browser = clerk(role, office)
        for path in (
            f"{NEW}who/?at={typed(1)}",
            "/services/pension/apply/",
            "/me/family/",
            "/services/applications/X/",
        ):
            answer = browser.get(path)
            page = text_of(answer)
            assert answer.status_code == 404 and "本页面供居民使用" in page
            assert (f"{DESK}new/" in page) == told


@pytest.mark.parametrize(
    ("role", "office", "opens"),
    [
        ("window", "D", True),
        ("handler", "D", True),
        ("head", "D", True),
        ("window", "E", False),
        ("letters", "D", False),
        ("leader", "", False),
        ("system_admin", "", False),
    ],
)
def test_the_office_that_runs_the_centre_keeps_its_appointments(role: str, office: str, opens: bool) -> None:
    browser = clerk(role, office)
    assert browser.get(DESK).status_code == 404  # no centre has hours yet
    open_centre()
    made = booked(0)
    for path in (DESK, f"{DESK}new/", f"{DESK}{made.number}/", f"{DESK}{made.number}/person/"):
        assert browser.get(path).status_code == (200 if opens else 404), path
    assert browser.post(f"{DESK}{made.number}/act/", {"do": "cancel"}).status_code == (302 if opens else 404)


def test_the_day_is_looked_through_and_who_came_is_noted(monday: Any) -> None:
    open_centre()
    first, other = booked(0), booked(0, 10, phone=OTHER, name="李小四", need="older")
    later = booked(1)
    browser = clerk()
    day = text_of(browser.get(DESK))
    assert first.spoken in day and other.spoken in day and later.spoken not in day
    assert "张*" in day and "138****5678" in day and "张三丰" not in day and PHONE not in day
    found = text_of(browser.get(DESK, {"q": "138 1234 5678"}))
    assert first.spoken in found and later.spoken in found and other.spoken not in found
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in other.number)  # as an input method for Chinese writes it
    assert all(other.spoken in text_of(browser.get(DESK, {"q": typed})) for typed in (other.spoken, wide))
    assert browser.get(DESK, {"q": "12"}).status_code == 422
    assert browser.get(DESK, {"day": "0001-01-01"}).status_code == browser.get(DESK, {"q": "\0"}).status_code == 422
    assert browser.get(DESK, {"day": "nonsense", "state": "odd", "after": "x"}).status_code == 422
    assert first.spoken not in text_of(browser.get(DESK, {"state": "came"}))
    early = browser.post(f"{DESK}{first.number}/act/", {"do": "missed"}, follow=True)
    assert "还没到预约时间" in text_of(early)
    assert browser.post(f"{DESK}{first.number}/act/", {"do": "came", "back": "day"}).url.endswith("day=2026-02-09")
    assert "还没到预约时间" in text_of(browser.post(f"{DESK}{later.number}/act/", {"do": "came"}, follow=True))
    monday.move_to("2026-02-09T10:40:00+08:00", tick=False)
    browser = signed_in(make_staff("second", "窗口小李", "window", "D"))
    browser.post(f"{DESK}{other.number}/act/", {"do": "missed"})
    page = browser.get(DESK)
    assert page.context["figures"] == {"booked": 0, "came": 1, "missed": 1, "given_up": 0, "online": 2}
    assert "曾失约1次" in text_of(page)
    browser.post(f"{DESK}{other.number}/act/", {"do": "came"})  # noted by mistake
    other.refresh_from_db()
    assert other.state == State.CAME
    assert Entry.objects.filter(subject_key=other.number, action__startswith="appointment_").count() == 3


def test_name_and_phone_are_shown_for_a_reason_that_is_logged() -> None:
    open_centre()
    made, browser = booked(0), clerk()
    page = f"{DESK}{made.number}/person/"
    assert "张三丰" not in text_of(browser.get(f"{DESK}{made.number}/")) + text_of(browser.get(page))
    assert browser.post(page, {"reason": " "}).status_code == 422
    assert not Entry.objects.filter(action="reveal").exists()
    shown = text_of(browser.post(page, {"reason": "电话通知改期"}))
    assert "张三丰" in shown and PHONE in shown
    assert Entry.objects.get(action="reveal").reason == "电话通知改期"
    assert Entry.objects.filter(action="read", subject_key=made.number).exists()


def test_a_clerk_books_moves_and_cancels_for_whoever_rings() -> None:
    open_centre(places=1, kept=0)
    browser = clerk()
    assert "基本养老金申领" in text_of(browser.get(f"{DESK}new/"))
    days = text_of(browser.get(f"{DESK}new/", {"item": "pension", "day": "2026-02-10"}))
    assert f"item=pension&amp;need=&amp;at={typed(1)}" in days or f"?item=pension&need=&at={typed(1)}" in days
    address = f"{DESK}new/?item=pension&at={typed(1)}"
    sent = {"name": "王大爷", "phone": "139 8765 4321", "need": "older", "channel": "phone"}
    for wrong in ({"phone": "62345678"}, {"phone": "x"}, {"name": ""}, {"channel": "online"}):
        answer = browser.post(address, {**sent, **wrong})
        assert answer.status_code == 422 and (wrong.get("name") == "" or "王大爷" in text_of(answer))
    done = browser.post(address, sent, follow=True)
    made = Appointment.objects.get()
    assert made.spoken in text_of(browser.post(address, sent, follow=True))  # pressed twice
    assert "预约成功" in text_of(done) and (made.channel, made.need, made.resident.phone_sealed) == (
        "phone",
        "older",
        OTHER,
    )
    assert Notice.objects.filter(template="appointment_booked", channel="sms").count() == 1
    assert made.spoken in text_of(resident(OTHER).get("/me/"))  # theirs by the phone
    taken = browser.post(address, {**sent, "name": "李四", "phone": "13712345678"})
    assert taken.status_code == 409 and "被约走了" in text_of(taken) and "李四" in text_of(taken)
    gone = browser.post(f"{DESK}new/?item=pension&at={typed(6)}", sent)
    assert gone.status_code == 409 and "王大爷" in text_of(gone) and "139 8765 4321" in text_of(gone)
    assert f'name="at" value="{typed(4)}"' in text_of(gone)  # near it
    other = {**sent, "name": "李四", "phone": "13712345678", "at": typed(4)}
    assert "预约成功" in text_of(browser.post(f"{DESK}new/?item=pension", other, follow=True))
    moved = browser.post(f"{DESK}{made.number}/change/", {"at": typed(2)}, follow=True)
    assert "已改期" in text_of(moved)
    booked(3)
    assert browser.post(f"{DESK}{made.number}/change/", {"at": typed(3)}).status_code == 409
    assert "恢复预约" in text_of(browser.post(f"{DESK}{made.number}/act/", {"do": "cancel"}, follow=True))
    browser.post(f"{DESK}{made.number}/act/", {"do": "again"})
    made.refresh_from_db()
    assert (made.state, made.starts_at) == (State.BOOKED, at(2))


def test_the_list_asks_the_database_as_often_for_many(monday: Any) -> None:
    open_centre(places=40, kept=0, most_open=20)
    browser, counts = clerk(), []
    browser.get(DESK)  # what is read once in a process
    for many in (1, 12):
        for number in range(many):
            booked(0, name=f"居民{many}之{chr(0x4E00 + number)}")
        for path in (DESK, f"{DESK}?q=13812345678", f"{DESK}new/?item=pension"):
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_an_administrator_sets_hours_that_do_not_overlap() -> None:
    admin = signed_in(make_staff("admin", "管理员", "system_admin", ""))
    rules = open_centre()
    url = f"/admin/services/bookingrules/{rules.pk}/change/"
    typed_in = {"days_ahead": 7, "most_open": 2, "kept_until_days": 1, "make_up_weekday": 4}
    typed_in |= {"hours-TOTAL_FORMS": 2, "hours-INITIAL_FORMS": 0}
    for number, (opens, closes) in enumerate((("09:00", "12:00"), ("11:00", "13:00"))):
        row = {"weekday": 5, "opens": opens, "closes": closes, "minutes": 30, "places": 2, "kept": 1}
        typed_in |= {f"hours-{number}-{name}": value for name, value in row.items()}
    refused = admin.post(url, typed_in)
    assert refused.status_code == 200 and "时间有重叠" in text_of(refused)
    wrong = admin.post(url, {**typed_in, "hours-1-opens": "13:00", "hours-0-kept": 3})
    assert wrong.status_code == 200
    long = {**typed_in, "hours-1-opens": "12:00", "hours-1-minutes": 61}
    assert "不够办理一次预约" in text_of(admin.post(url, long)) and not rules.hours.filter(weekday=5).exists()
    made = booked(2)
    assert admin.post(url, {**typed_in, "hours-1-opens": "12:00"}, follow=True).status_code == 200
    rules.hours.filter(weekday=2).delete()
    said = text_of(admin.post(url, {**typed_in, "hours-TOTAL_FORMS": 0}, follow=True))
    assert "不在新的时间内" in said and made.spoken in said
    assert rules.hours.filter(weekday=5).count() == 2
    assert Entry.objects.filter(action="change", subject_key="affairs-reception").exists()


def test_the_desk_holds_on_a_narrow_screen(
    monday: Any, browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    monday.move_to(NOW)
    open_centre()
    made = booked(0)
    booked(0, 10, phone=OTHER, name="李小四", need="older")
    booking.mark(appointment=made, state="came", by=made.made_by)
    pages = [DESK, f"{DESK}{made.number}/", f"{DESK}new/?item=pension&at={typed(1)}"]
    look_at(browser, browser_context_args, live_server.url, clerk(), "zh-hans", pages)


def test_a_demonstration_has_hours_and_appointments() -> None:
    for _twice in range(2):
        fill_appointments({})
    assert Appointment.objects.count() == 9
    assert sorted(Appointment.objects.exclude(state="booked").values_list("state", flat=True)) == [
        "came",
        "came",
        "missed",
    ]
    assert "替父母预约" in text_of(resident("+8613800000000").get("/me/"))
