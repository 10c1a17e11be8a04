"""Booking at a centre: a resident chooses a day and a time, moves it, cancels it; no place is given twice."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.audit.models import Entry
from caojiadu.core.community.models import Resident
from caojiadu.core.notices.models import Notice
from services.appointments import booking
from services.appointments.models import Appointment, Closure, OpeningHours
from services.appointments.times import Diary
from services.catalogue.models import Item, Paper
from tests.cast import make_staff
from tests.entries import signed_in
from tests.narrow import context_of, examine, look_at
from tests.services.booking import BASE, MONDAY, NEW, NOW, OTHER, PHONE, at, booked, open_centre, resident, typed

pytestmark = pytest.mark.django_db
WHO = {"relation": "self", "name": "张三丰", "need": ""}
State = Appointment.State


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> Any:
    time_machine.move_to(NOW, tick=False)
    return time_machine


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_without_hours_a_centre_takes_no_appointments(client: Client) -> None:
    assert "尚无中心开放预约" in text_of(client.get(BASE))
    assert "中心尚未开放预约" in text_of(client.get(NEW))
    assert NEW not in text_of(client.get("/services/pension/"))
    assert client.get(f"{BASE}new/nothing/").status_code == 404
    assert resident().get(f"{NEW}who/", {"at": typed(1)}).url == NEW
    with pytest.raises(booking.NotOffered):
        booked(1)


def test_a_resident_books_step_by_step_and_goes_on_after_signing_in(client: Client) -> None:
    open_centre()
    Paper.objects.filter(key="pension-id").update(confirmed=True, source_zh="区人社局指南")
    assert f'href="{NEW}"' in text_of(client.get(BASE)) and f'href="{NEW}"' in text_of(client.get("/services/pension/"))
    page = text_of(client.get(NEW, {"day": "2026-02-10"}))
    address = f"{NEW}who/?at={typed(1)}"
    assert f'href="{address}"' in page and "余2" in page
    asked = client.get(address)
    assert asked.status_code == 302 and "%3Fat%3D2026-02-10T09%3A00" in asked.url  # where it goes on after signing in
    browser = resident()
    form = text_of(browser.get(address))
    assert "2 月 10 日 星期二" in form and "138****5678" in form
    for words in ("09:00–10:00", "社区事务受理服务中心", "有效身份证件"):
        assert words in form
    assert not Appointment.objects.exists()
    done = browser.post(address, {**WHO, "at": typed(1), "step": "book"}, follow=True)
    made = Appointment.objects.get()
    assert made.spoken in text_of(done) and "预约成功" in text_of(done) and "data:image/svg+xml" in text_of(done)
    assert "预约成功" not in text_of(browser.get(f"{BASE}{made.number}/"))
    assert (made.starts_at, made.resident.name_sealed, made.resident.phone_sealed) == (at(1), "张三丰", PHONE)
    told = Notice.objects.filter(template="appointment_booked")
    assert {row.channel for row in told} == {"portal", "sms"}
    assert {key: told[0].context[key] for key in told[0].context} == {
        "code": made.spoken,
        "day": "2026-02-10",
        "time": "09:00",
    }
    assert Entry.objects.filter(action="appointment_booked", subject_key=made.number).exists()
    mine = text_of(browser.get("/me/"))
    assert made.spoken in mine and "请于2 月 10 日 星期二 09:00" in mine
    assert "<b>2 月 10 日" not in mine  # said once
    Appointment.objects.update(state="came")
    assert "<b>2 月 10 日 星期二 09:00</b>" in text_of(browser.get("/me/"))
    assert 'value="张三丰"' in text_of(browser.get(f"{NEW}who/", {"at": typed(2)}))  # not asked again


@pytest.mark.parametrize(
    ("days", "times", "why"),
    [
        (0, 2, ""),
        (1, 2, ""),
        (4, 4, ""),
        (5, 4, ""),  # a Saturday that is worked, with Friday's hours
        (6, 0, "节假日"),
        (3, 0, "设备检修"),
        (14, 0, "尚未开放"),
        (-1, 0, "已过"),
    ],
)
def test_the_calendar_says_when_a_centre_is_open(days: int, times: int, why: str) -> None:
    rules = open_centre()
    closed = {"first_on": MONDAY + dt.timedelta(days=3), "last_on": MONDAY + dt.timedelta(days=3)}
    Closure.objects.create(centre=rules.centre, reason_zh="设备检修", **closed)
    day = Diary(rules).day(MONDAY + dt.timedelta(days=days))
    assert (len(day.slots), day.why) == (times, why)


def test_a_make_up_day_and_a_holiday_can_keep_the_hours_of_their_own_weekday() -> None:
    rules = open_centre(make_up_weekday=None, open_on_holidays=True)
    OpeningHours.objects.create(rules=rules, weekday=5, opens=dt.time(9), closes=dt.time(10), minutes=60)
    diary = Diary(rules)
    found = [len(diary.day(MONDAY + dt.timedelta(days=days)).slots) for days in (5, 6, 7, 12)]
    assert found == [1, 0, 2, 1]


def test_places_are_kept_for_older_and_disabled_people_until_the_day_before(monday: Any, client: Client) -> None:
    rules = open_centre(places=2, kept=1)
    assert "老年人、残疾人" not in text_of(client.get(NEW, {"day": "2026-02-11"}))
    booked(2)
    page = text_of(client.get(NEW, {"day": "2026-02-11"}))
    assert "老年人、残疾人专用" in page and f"at={typed(2)}" not in page
    assert f"need=older&amp;at={typed(2)}" in text_of(client.get(NEW, {"day": "2026-02-11", "need": "older"}))
    with pytest.raises(booking.Gone):
        booked(2, phone=OTHER, name="李四")
    # Whoever says so only on the form gets the place as well.
    answer = resident(OTHER).post(f"{NEW}who/", {**WHO, "at": typed(2), "need": "disabled", "step": "book"})
    assert answer.status_code == 302
    assert Appointment.objects.get(need="disabled").place == 1
    monday.move_to("2026-02-10T08:00:00+08:00", tick=False)
    slot = Diary(rules).slot(at(1))
    assert slot is not None and slot.free() == [0, 1]


def test_who_misses_the_time_chooses_another_and_loses_nothing(monday: Any) -> None:
    open_centre(places=1, kept=0)
    browser, address = resident(), f"{NEW}who/"
    data = {"relation": "parent", "name": "张母", "need": "older", "at": typed(1)}
    assert f'value="{data["at"]}"' in text_of(browser.post(address, {**data, "step": "edit"}))
    booked(1, phone=OTHER, name="李四")
    gone = browser.post(address, {**data, "step": "book"})
    page = text_of(gone)
    assert gone.status_code == 409 and "已经约不到了" in page and 'value="张母"' in page
    assert page.count('type="radio"') == 12 and f'value="{typed(1, 10)}"' in page
    assert f'value="{typed(1)}"' not in page
    again = browser.post(address, {**data, "at": typed(1, 10), "step": "edit"})
    assert again.status_code == 200 and 'value="张母"' in text_of(again) and "替父母预约" in text_of(again)
    monday.move_to("2026-02-10T10:30:00+08:00", tick=False)  # the form lay open until its time was over
    out = browser.post(address, {**data, "at": typed(1, 10), "step": "book"})  # and the session ended
    kept = {**data, "at": typed(1, 10), "step": "book"}.values()
    assert out.status_code == 403 and all(f">\n{value}</textarea>" in text_of(out) for value in kept)
    browser = resident()
    late = browser.post(address, {**data, "at": typed(1, 10), "step": "book"})
    assert late.status_code == 409 and 'value="张母"' in text_of(late)
    Item.objects.filter(key="pension").update(retired_on=timezone.localdate())
    assert "不再办理" in text_of(browser.post(address, {**data, "at": typed(2), "step": "book"}, follow=True))
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "请填写到场人姓名"),
        ({"name": "12345"}, "请填写姓名"),
        ({"name": "张\x01三"}, "无法显示"),
        ({"name": "长" * 61}, "60"),
        ({"relation": "boss"}, "请选择为谁预约"),
        ({"relation": ""}, "请选择为谁预约"),
        ({"need": "rich"}, "rich"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(wrong: dict[str, str], says: str) -> None:
    open_centre()
    sent = {**WHO, "at": typed(1), "step": "book", **wrong}
    answer = resident().post(f"{NEW}who/", sent)
    assert answer.status_code == 422 and says in text_of(answer)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("odd", ["", "tomorrow", "2026-02-30T09:00", "9999-99-99T99:99", "'; --", "2026-02-10"])
def test_a_time_that_is_none_leads_back_to_the_days(odd: str, client: Client) -> None:
    open_centre()
    answer = resident().get(f"{NEW}who/", {"at": odd})
    assert answer.status_code == 302 and answer.url == NEW
    assert client.get(NEW, {"day": odd, "need": odd, "at": odd}).status_code == 200


def test_one_phone_keeps_a_few_appointments_and_one_person_one_at_a_time() -> None:
    open_centre(most_open=2, places=1, kept=0)
    browser, sent = resident(), {**WHO, "at": typed(1), "step": "book"}
    answers = [browser.post(f"{NEW}who/", sent) for _press in range(2)]  # the last place: the second press has it, too
    assert {answer.url for answer in answers} == {f"{BASE}{Appointment.objects.get().number}/"}
    assert Notice.objects.filter(template="appointment_booked", channel="sms").count() == 1
    OpeningHours.objects.update(places=3, kept=1)
    twice = browser.post(f"{NEW}who/", {**WHO, "at": typed(1), "need": "older", "step": "book"})
    assert twice.status_code == 409 and "已有一个预约" in text_of(twice)
    booked(1, name="张母", relation="parent", need="older")
    many = browser.post(f"{NEW}who/", {**WHO, "at": typed(2), "step": "book"})
    assert many.status_code == 409 and "还有2个未办理的预约" in text_of(many) and "张三丰" in text_of(many)
    assert Resident.objects.filter(phone_digest=resident_account(phone=PHONE).phone_digest).count() == 2


def test_an_appointment_is_moved_cancelled_and_taken_back_by_its_own_people_only() -> None:
    open_centre(places=1, kept=0)
    made, browser = booked(1), resident()
    page = f"{BASE}{made.number}/"
    for stranger in (resident(OTHER), signed_in(make_staff("clerk", "窗口", "window", "D"))):
        for path in (page, f"{page}change/", f"{page}cancel/"):
            assert stranger.get(path).status_code == 404
    assert resident(OTHER).post(f"{page}again/").status_code == 404
    assert "已选" not in text_of(browser.get(f"{page}change/"))
    asked = text_of(browser.get(f"{page}change/", {"at": typed(2, 10)}))
    assert f'name="at" value="{typed(2, 10)}"' in asked
    assert browser.post(f"{page}change/", {"at": typed(2, 10)}).status_code == 302
    made.refresh_from_db()
    assert made.starts_at == at(2, 10)
    booked(3, phone=OTHER, name="李四")
    taken = browser.post(f"{page}change/", {"at": typed(3)})
    assert taken.status_code == 409 and "被约走了" in text_of(taken) and "原来的预约不变" in text_of(taken)
    assert "要取消预约吗" in text_of(browser.get(f"{page}cancel/"))
    for _twice in range(2):
        assert "恢复预约" in text_of(browser.post(f"{page}cancel/", follow=True))
    assert Notice.objects.filter(template="appointment_cancelled", channel="sms").count() == 1
    assert "已恢复预约" in text_of(browser.post(f"{page}again/", follow=True))
    browser.post(f"{page}cancel/")
    booked(2, 10, phone=OTHER, name="王五")
    assert "被约走了" in text_of(browser.post(f"{page}again/", follow=True))
    made.refresh_from_db()
    assert made.state == State.CANCELLED


def test_a_phone_number_that_changed_hands_opens_no_appointment() -> None:
    open_centre()
    made, browser = booked(1), resident()
    assert browser.get(f"{BASE}{made.number}/").status_code == 200
    assert 'value="张三丰"' in text_of(browser.get(f"{NEW}who/", {"at": typed(2)}))
    long_ago = timezone.now() - dt.timedelta(days=settings.PHONE_TRUST_DAYS + 1)
    Appointment.objects.filter(pk=made.pk).update(made_at=long_ago)
    assert browser.get(f"{BASE}{made.number}/").status_code == 404
    assert "张三丰" not in text_of(browser.get(f"{NEW}who/", {"at": typed(2)}))


def test_a_closure_calls_off_what_is_booked_and_offers_another_time(client: Client) -> None:
    rules = open_centre()
    made, other = booked(1), booked(2, phone=OTHER, name="李四")
    admin = signed_in(make_staff("admin", "管理员", "system_admin", ""))
    days = {"first_on": "2026-02-10", "last_on": "2026-02-10"}
    sent = {"centre": rules.centre_id, **days, "reason_zh": "系统升级", "reason_en": "Upgrade"}
    for wrong in ({"last_on": "2026-02-09"}, {"last_on": "9999-12-31"}, dict.fromkeys(days, "2026-02-08")):
        assert admin.post("/admin/services/closure/add/", {**sent, **wrong}).status_code == 200, wrong
    assert admin.post("/admin/services/closure/add/", sent).status_code == 302
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.state, other.state) == (State.CLOSED, State.BOOKED)
    assert Notice.objects.filter(template="appointment_closed", channel="sms").count() == 1
    assert Entry.objects.get(action="appointments_called_off").data["appointments"] == [made.number]
    assert "系统升级" in text_of(client.get(NEW))
    browser = resident()
    assert "停办，请另选时间" in text_of(browser.get("/me/"))
    page = f"{BASE}{made.number}/"
    assert "预约号不变" in text_of(browser.get(page))
    assert browser.post(f"{page}change/", {"at": typed(1, 10)}).status_code == 409
    browser.post(f"{page}change/", {"at": typed(3)})
    made.refresh_from_db()
    assert (made.state, made.starts_at) == (State.BOOKED, at(3))


def test_who_comes_tomorrow_is_reminded_once_and_who_did_not_come_is_noted(monday: Any) -> None:
    open_centre()
    first, second = booked(2), booked(2, 10, phone=OTHER, name="李四")
    monday.move_to("2026-02-10T08:50:00+08:00", tick=False)
    assert booking.sweep() == {"reminded": 0, "missed": 0}
    booking.change(appointment=second, starts_at=at(2, 9), by=second.made_by)  # told today, so not reminded today
    monday.move_to("2026-02-10T09:10:00+08:00", tick=False)
    assert booking.sweep()["reminded"] == 1 and booking.sweep()["reminded"] == 0
    told = Notice.objects.filter(template="appointment_tomorrow", channel="sms").get()
    assert told.context["code"] == first.spoken
    monday.move_to("2026-02-11T23:50:00+08:00", tick=False)
    assert booking.sweep()["missed"] == 0
    monday.move_to("2026-02-12T00:10:00+08:00", tick=False)
    assert booking.sweep()["missed"] == 2
    assert "未到场" in text_of(resident().get(f"{BASE}{first.number}/"))


def test_a_day_on_which_nothing_ran_by_itself_loses_no_reminder(monday: Any) -> None:
    open_centre()
    missed = booked(2)
    monday.move_to("2026-02-10T10:00:00+08:00", tick=False)
    booked(2, 10, phone=OTHER, name="李四")  # told on the day itself that it is booked
    monday.move_to("2026-02-11T00:05:00+08:00", tick=False)
    assert booking.sweep()["reminded"] == 1 and booking.sweep()["reminded"] == 0
    assert Notice.objects.filter(template="appointment_today", channel="sms").get().context["code"] == missed.spoken


def test_the_database_gives_a_place_to_one_live_appointment() -> None:
    open_centre()
    made = booked(1)
    with pytest.raises(IntegrityError, match="one_person_for_each_place"), transaction.atomic():
        Appointment.objects.create(
            number="00000000",
            centre=made.centre,
            item=made.item,
            starts_at=made.starts_at,
            ends_at=made.ends_at,
            place=made.place,
            resident=made.resident,
            made_by=made.made_by,
        )
    Appointment.objects.update(state=State.CANCELLED)
    assert booked(1).place == made.place


@pytest.mark.django_db(transaction=True)
def test_a_hundred_people_want_the_last_place_and_one_gets_it() -> None:
    open_centre(places=2, kept=0)
    booked(1, name="早约者")
    item = Item.objects.get(key="pension")
    people = [resident_account(phone=f"+86137000000{number:02d}") for number in range(100)]

    def ask(number: int) -> str:
        phone = people[number].phone_sealed
        try:
            return booking.book(
                item=item, starts_at=at(1), name=f"居民{number:02d}甲", phone=phone, by=people[number]
            ).number
        except booking.Gone as gone:
            return str(gone)
        finally:
            connections.close_all()

    begun = time.perf_counter()
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(ask, range(100)))
    took = time.perf_counter() - begun
    assert sorted(map(len, answers))[0] == 8 and len({one for one in answers if len(one) == 8}) == 1
    assert sum("刚刚被约走了" in one for one in answers) == 99
    assert Appointment.objects.filter(starts_at=at(1)).count() == 2
    assert took < 20, took  # seconds; under 3 where nothing else runs


def test_the_pages_ask_the_database_as_often_for_many_appointments() -> None:
    open_centre(places=50, kept=0, most_open=20)
    browser, counts = resident(), []
    browser.get(BASE)  # what the house keeps in memory is there then
    for many in (1, 8):
        for number in range(many):
            booked(2, name=f"居民{many}之{chr(0x4E00 + number)}")
        made = Appointment.objects.first()
        assert made is not None
        for path in (BASE, NEW, f"{NEW}who/?at={typed(2)}", f"{BASE}{made.number}/change/", "/me/"):
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:5] == counts[5:]


def test_the_pages_hold_on_a_narrow_phone(
    monday: Any, browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    monday.move_to(NOW)
    Paper.objects.filter(item__key="pension").update(confirmed=True, source_zh="区人社局指南", source_en="Guide")
    open_centre(places=1, kept=0)
    made, other = booked(1), booked(3, phone=OTHER, name="李四")
    assert other.made_by.phone_sealed == OTHER
    own, client = f"{BASE}{made.number}/", resident()
    pages = [BASE, NEW, f"{NEW}who/?at={typed(2)}", own, f"{own}change/?at={typed(2, 10)}", f"{own}cancel/", "/me/"]
    look_at(browser, browser_context_args, live_server.url, client, "zh-hans", pages)
    context = context_of(browser, browser_context_args, live_server.url, client, "en")
    page = context.new_page()
    page.goto(live_server.url + NEW)
    page.get_by_role("link", name="Fri").first.click()
    page.get_by_role("link", name="13:00").click()
    page.get_by_label("Full name").fill("Zhang Muqin")
    page.get_by_text("for my father or mother").click()
    examine(page, "en-who")
    booked(4, 13, phone=OTHER, name="李四")
    page.get_by_role("button", name="Book it").click()
    examine(page, "en-gone")
    page.get_by_text("14:00").first.click()
    page.get_by_role("button", name="Take this time").click()
    page.get_by_role("heading", name="Your appointment is booked").wait_for()
    examine(page, "en-done")
    context.close()
    assert Appointment.objects.filter(starts_at=at(4, 14), relation="parent").exists()
