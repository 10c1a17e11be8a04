"""A decision of the committee becomes a task: as its people click it in a browser."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.cases.models import Case
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.models import OfficeTask
from offices.party_administration.models import AgendaItem
from tests.desk import Desk, day
from tests.story import settled


def page_of(browser: Browser, context_args: Any, url: str, desk: Desk) -> Page:
    """A window of a phone in which somebody of the desk is signed in."""
    context = browser.new_context(**{**context_args, "viewport": {"width": 375, "height": 800}})
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": desk.client.cookies[name].value, "url": url}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def go_on(page: Page, link: str, **typed: str) -> None:
    """Take the step of that name: fill in what is typed, choose what is chosen, and send it."""
    page.get_by_role("link", name=link, exact=True).click()
    for name, value in typed.items():
        field = page.locator(f"[data-step] [name={name}]").first
        if field.evaluate("one => one.type") == "radio":
            page.locator(f"[data-step] [name={name}][value={value}]").check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("[data-step]").get_by_role("button", name=link, exact=True).click()
    settled(page)


def test_a_decision_becomes_a_task_and_comes_back_done(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    clerk, head = Desk("clerk", "handler", "A"), Desk("head", "head", "A")
    doer = Desk("doer", "handler", "E")
    held = timezone.localtime() - dt.timedelta(hours=2)
    body = clerk.enter("meeting-bodies", title="党工委会议", members=7, quorum=5, collective="on")
    meeting = clerk.enter(
        "committee-meetings",
        title="第十次会议",
        body=f"#{body}",
        held_at=f"{held:%Y-%m-%dT%H:%M}",
        place="会议室",
        chair="书记",
    )
    office = str(Office.objects.get(code="E").pk)
    clerk.enter("agenda-items", title="年度安全计划", proposed_by=office, major="decision", proposal="提请审议。")
    item = Case.objects.get(kind="committee_item")
    assert head.step(item, "review") == 302

    url = live_server.url
    page = page_of(browser, browser_context_args, url, clerk)
    page.goto(f"{url}/desk/cases/{item.number}/")
    go_on(page, "列入议程", meeting=str(meeting.pk))
    assert clerk.step(meeting, "hold", expected=7, present=6, absent="") == 302
    page.reload()
    votes = {"votes_for": "6", "votes_against": "0", "abstained": "0"}
    go_on(page, "记录决定", outcome="agreed", decision="同意，由平安办牵头。", **votes)
    go_on(page, "交办任务", office=office, task="制定方案", content="制定实施方案并报送", wanted_on=str(day(20)))
    expect(page.get_by_role("link", name="制定方案")).to_be_visible()

    task = OfficeTask.objects.get()
    other = page_of(browser, browser_context_args, url, doer)
    other.goto(f"{url}/desk/cases/{task.number}/")
    go_on(other, "签收")
    go_on(other, "报办结", outcome="方案已报送")
    page.get_by_role("link", name="制定方案").click()
    go_on(page, "核实：已办结")
    page.goto(f"{url}/desk/cases/{item.number}/")
    go_on(page, "办结归档")
    expect(page.get_by_text("已办结归档").first).to_be_visible()
    assert AgendaItem.objects.get().state == "topic_done"
    page.context.close()
    other.context.close()
