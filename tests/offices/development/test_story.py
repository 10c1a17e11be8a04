"""The office's story in a browser: a cultural event from the plan to who came, as its people click it."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from offices.development.models import CultureEvent
from tests.desk import Desk
from tests.offices.development.room import people
from tests.story import settled

pytestmark = pytest.mark.django_db(transaction=True)


def window(browser: Browser, options: Any, url: str, desk: Desk) -> Page:
    """A phone in which somebody of the desk is signed in."""
    context = browser.new_context(**{**options, "viewport": {"width": 375, "height": 800}})
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": desk.client.cookies[name].value, "url": url}])
    return context.new_page()


def send(page: Page, **typed: Any) -> None:
    """Fill in what is asked, and send it."""
    form = page.locator("main form[novalidate]")
    for name, value in typed.items():
        field = form.locator(f"[name={name}]")
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            form.locator(f"[name={name}][value='{value}']").check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    form.locator("button.btn-primary").first.click()
    settled(page)


def step(page: Page, label: str, **typed: Any) -> None:
    """Choose a step on the page of the event, and fill in what it asks for."""
    page.get_by_role("link", name=label, exact=True).first.click()
    send(page, **typed)


def test_a_cultural_event_from_the_plan_to_who_came(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    room, url = people(), live_server.url
    clerk, head = (window(browser, browser_context_args, url, one) for one in (room.clerk, room.head))
    ahead = timezone.localtime() + dt.timedelta(days=3)
    clerk.goto(f"{url}{room.clerk.base}culture-events/new/")
    times = {"starts_at": f"{ahead:%Y-%m-%dT14:00}", "ends_at": f"{ahead:%Y-%m-%dT13:00}"}
    about = {"title": "邻里音乐会", "form": "performance", "programme": "合唱和朗诵", "performers": 30}
    send(clerk, **about, planned_cost=5000, **times, place="文化中心剧场", places=2)
    expect(clerk.locator("main")).to_contain_text("结束时间应晚于开始时间")
    expect(clerk.locator("[name=title]")).to_have_value("邻里音乐会")  # what was typed is kept
    send(clerk, ends_at=f"{ahead:%Y-%m-%dT16:00}")
    expect(clerk.locator("main")).to_contain_text("已计划")
    event = CultureEvent.objects.get()
    page = f"{url}/desk/cases/{event.number}/"
    step(clerk, "发布并开放报名")
    for name, phone in (("陈某甲", "13800138001"), ("周某乙", "13800138002"), ("吴某丙", "13800138003")):
        step(clerk, "登记报名", name=name, phone=phone)
        expect(clerk.locator("main")).to_contain_text(f"{name[0]}*")
    expect(clerk.locator("main")).to_contain_text("候补中")

    head.goto(page)
    step(head, "保密审查并公开")
    expect(head.locator("main")).to_contain_text("报名")
    reader = Client().get(reverse("public_register", args=["culture-events"])).content.decode()
    assert "邻里音乐会" in reader and "陈某甲" not in reader

    held = timezone.now() - dt.timedelta(hours=3)
    CultureEvent.objects.filter(pk=event.pk).update(starts_at=held, ends_at=held + dt.timedelta(hours=2))
    clerk.goto(page)
    first = event.sign_ups.first()
    step(clerk, "已举办，登记到场情况", came=first.pk, others=15)
    step(clerk, "填写活动记录", summary="座无虚席", cost=4800)
    expect(clerk.locator("main")).to_contain_text("座无虚席")
    event.refresh_from_db()
    assert (event.state, event.attended) == ("culture_recorded", 16)
    clerk.context.close()
    head.context.close()
