"""The office's story in real browsers: a paper that came in becomes tasks of two offices, and comes back done."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.registers.models import OfficeTask
from offices.party_administration.models import ReceivedPaper
from tests.entries import signed_in
from tests.narrow import context_of, look_at
from tests.offices.party_administration.house import BASE, make_people, today
from tests.story import settled

TITLE = "关于开展夏季消防安全检查的通知"


@pytest.fixture
def people(transactional_db: None) -> SimpleNamespace:
    return make_people()


class Desk:
    """The browser of one person, on a narrow screen and without JavaScript."""

    def __init__(self, browser: Browser, args: dict[str, Any], url: str, client: Client) -> None:
        shown = {"viewport": {"width": 375, "height": 800}, "java_script_enabled": False}
        context = context_of(browser, args, url, client, **shown)
        self.page: Page = context.new_page()
        self.url = url

    def step(self, number: str, name: str, **typed: Any) -> None:
        """Take one of the next steps: follow it, fill in what it asks for, send it."""
        self.page.goto(f"{self.url}/desk/cases/{number}/")
        self.page.get_by_role("link", name=name, exact=True).click()
        for field, value in typed.items():
            self.page.locator(f"[data-step] [name={field}]").fill(str(value))
        self.page.get_by_role("button", name=name, exact=True).click()
        settled(self.page)
        expect(self.page).to_have_url(f"{self.url}/desk/cases/{number}/")

    def reads(self, *words: str) -> None:
        """The page says this."""
        text = self.page.locator("main").inner_text()
        assert all(word in text for word in words), (words, text[:600])


def test_a_paper_becomes_tasks_of_two_offices_and_comes_back_done(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], people: SimpleNamespace
) -> None:
    desks = {
        name: Desk(browser, browser_context_args, live_server.url, signed_in(getattr(people, name)))
        for name in ("clerk", "leader", "safety", "manager")
    }
    clerk = desks["clerk"]
    page = clerk.page
    page.goto(f"{live_server.url}{BASE}papers-received/new/")
    typed = {"title": TITLE, "sender": "某区应急部门", "reference": "某应急〔2026〕8号", "exchange_number": ""}
    days = {"dated_on": today(-2), "received_on": today(), "wanted_on": today(20)}
    for field, value in (typed | days).items():
        page.locator(f"[name={field}]").fill(str(value))
    page.locator("[name=urgency]").select_option("urgent")
    page.locator("[name=grade]").select_option("secret")
    page.get_by_role("button", name="录入").click()
    clerk.reads("不得处理涉密公文")
    assert page.locator("[name=title]").input_value() == TITLE  # nothing typed is lost
    page.locator("[name=grade]").select_option("none")
    page.get_by_role("button", name="录入").click()
    paper = ReceivedPaper.objects.get()

    clerk.step(paper.number, "拟办", proposal="拟请平安办、管理办办理。")
    desks["leader"].step(paper.number, "批办", direction="请平安办牵头，按期报送。", wanted_on=today(20))
    page.goto(f"{live_server.url}/desk/cases/{paper.number}/")
    page.get_by_role("link", name="分办到科室", exact=True).click()
    for code in ("社区管理办公室", "社区平安办公室"):
        page.get_by_label(code).check()
    page.locator("[name=content]").fill("开展检查并书面报送情况。")
    page.locator("[name=wanted_on]").fill(str(today(10)))
    page.get_by_role("button", name="分办到科室").click()
    clerk.reads("承办中", "已交办")

    for name, code in (("safety", "E"), ("manager", "C")):
        task, desk = OfficeTask.objects.get(office__code=code), desks[name]
        desk.page.goto(f"{live_server.url}/desk/")
        desk.step(task.number, "签收")
        desk.reads("开展检查并书面报送情况。", paper.number)
        desk.step(task.number, "报办结", outcome="已检查，隐患已消除。")
        clerk.step(task.number, "核实：已办结")
    clerk.step(paper.number, "办结", outcome="两科室均已完成检查，情况已报送。")
    clerk.reads("已办结，待归档", "情况已报送")
    pages = [f"/desk/cases/{paper.number}/", f"{BASE}papers-received/", f"{BASE}papers-issued/new/"]
    look_at(browser, browser_context_args, live_server.url, signed_in(people.clerk), "zh-hans", pages)
