"""A course of two places: the third waits, moves up by itself, and is marked as present with the code at the door."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.models import SignUp
from tests.core.registers.test_activities import KIND, a_resident, an_event, join, states
from tests.entries import signed_in
from tests.narrow import NARROWEST, context_of, examine

pytestmark = pytest.mark.django_db
PHONES = ("+8613812345601", "+8613812345602", "+8613812345603")


def staff(name: str) -> Client:
    return signed_in(User.objects.get(username=f"{name}-{KIND}"))


def begin(event: Any) -> None:
    """It begins in ten minutes."""
    soon = timezone.now() + dt.timedelta(minutes=10)
    type(event).objects.filter(pk=event.pk).update(starts_at=soon, ends_at=soon + dt.timedelta(hours=1))


def at_the_door(event: Any) -> str:
    """The address behind the code, without its host."""
    page = staff("clerk").get(f"/activities/{event.number}/sign/")
    assert "data:image/svg" in page.content.decode()
    return str(page.context["address"]).removeprefix(settings.SITE_URL.rstrip("/"))


def test_a_course_with_a_waiting_list(browser: Browser, live_server: Any, browser_context_args: dict[str, Any]) -> None:
    event, url = an_event(places=2), live_server.url
    phones = [context_of(browser, browser_context_args, url, a_resident(phone), viewport=NARROWEST) for phone in PHONES]
    pages: list[Page] = [phone.new_page() for phone in phones]
    for page, name in zip(pages, ("张一", "李二", "王三"), strict=True):
        page.goto(f"{url}/activities/")
        page.get_by_role("link", name=event.title).click()
        page.get_by_label("姓名").fill(name)
        page.locator("form button.btn-primary").click()
    expect(pages[1].get_by_text("报名成功")).to_be_visible()
    expect(pages[2].get_by_text("已进入候补")).to_be_visible()

    pages[0].get_by_role("button", name="取消报名").click()
    expect(pages[0].get_by_text("已取消报名")).to_be_visible()
    third = SignUp.objects.select_related("resident").filter(state="place").order_by("pk")[1]
    told = Notice.objects.filter(template="event_place", resident_key=third.resident.key, channel="sms")
    assert told.count() == 1 and third.resident.name_sealed == "王三"
    pages[2].reload()
    expect(pages[2].locator(".my-place .chip")).to_contain_text("已有名额")

    begin(event)
    address = at_the_door(event)
    pages[2].goto(url + address)  # signed in: one tap
    examine(pages[2], "arrive")
    pages[2].get_by_role("button", name="我到了").click()
    expect(pages[2].get_by_text("您已签到")).to_be_visible()
    visitor = browser.new_context(**browser_context_args)
    page = visitor.new_page()  # nobody is signed in: the number that is on the list
    page.goto(url + address)
    page.get_by_label("手机号").fill("138 1234 5601")
    page.get_by_role("button", name="我到了").click()
    expect(page.get_by_text("没有查到这个号码的名额")).to_be_visible()
    page.get_by_label("手机号").fill("13812345602")
    page.get_by_role("button", name="我到了").click()
    expect(page.get_by_text("您已签到")).to_be_visible()
    assert list(SignUp.objects.exclude(state="withdrawn").values_list("came", flat=True)) == [True, True]
    for context in (*phones, visitor):
        context.close()


def test_the_code_marks_those_with_a_place_while_the_door_is_open(cast: Any) -> None:
    event, mine, visitor = an_event(places=1), a_resident(PHONES[0]), Client()
    join(mine, event, "张一")
    join(a_resident(PHONES[1]), event, "李二")
    address = at_the_door(event)
    assert "活动开始前一小时起" in mine.get(address).content.decode()
    mine.post(address)
    begin(event)
    for typed in ("", "x", "13812345602", "13900000000", "\0"):  # waiting, unknown, no number
        assert visitor.post(address, {"phone": typed}).status_code == 422
    mine.get(address)  # looking marks nobody
    assert set(SignUp.objects.values_list("came", flat=True)) == {None}
    assert "您已签到" in mine.post(address).content.decode()
    for wrong in ("/activities/here/x/", f"{address[:-3]}/"):
        assert visitor.get(wrong).status_code == 404
    assert signed_in(cast.handler).get(f"/activities/{event.number}/sign/").status_code == 404

    past = timezone.now() - dt.timedelta(minutes=5)
    type(event).objects.filter(pk=event.pk).update(starts_at=past)
    clerk, url = staff("clerk"), f"/desk/cases/{event.number}/hold/"
    page = clerk.get(url)
    assert "扫码签到的 1 人已计入" in page.content.decode() and "张*" not in str(page.context["form"]["came"])
    waited = SignUp.objects.get(state="waiting")
    typed = {"came": [waited.pk], "others": "1", "seen": page.context["case"].version}
    assert clerk.post(url, typed).status_code == 302
    assert type(event).objects.get(pk=event.pk).attended == 3
    assert mine.post(address).status_code == 200 and "已经结束" in mine.get(address).content.decode()
    assert states(event)[0] == ("张一", 1, "place") and not Case.objects.get(pk=event.pk).closed_at
