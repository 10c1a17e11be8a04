"""The office's story in a real browser: an owners' committee from the report to its filing, by clicks alone."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from offices.self_governance.models import OwnersCommittee, OwnersFiling
from tests.narrow import look_at
from tests.offices.self_governance.room import BASE, DAY
from tests.story import settled

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """One person at the desk, in a window of their own."""

    def __init__(self, browser: Browser, options: Any, url: str, client: Client) -> None:
        context = browser.new_context(**options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
        self.page: Page = context.new_page()
        self.url = url

    def opens(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None and answer.ok, path

    def enters(self, register: str, **typed: Any) -> str:
        """Type an entry and save it; where it then stands."""
        self.opens(f"{BASE}{register}/new/")
        return self.sends(**typed)

    def takes(self, step: str, **typed: Any) -> str:
        """Choose a step on the page of the matter, and fill in what it asks for."""
        self.page.get_by_role("link", name=step, exact=True).first.click()
        return self.sends(**typed)

    def sends(self, **typed: Any) -> str:
        form = self.page.locator("main form[novalidate]")
        for name, value in typed.items():
            field = form.locator(f"[name={name}]")
            if field.first.get_attribute("type") == "radio":
                form.locator(f"[name={name}][value={value}]").check()
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value.isoformat() if isinstance(value, dt.date) else str(value))
        form.locator("button.btn-primary").first.click()
        settled(self.page)
        return self.page.url.removeprefix(self.url)


def test_an_owners_committee_from_the_report_to_its_filing(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], room: SimpleNamespace
) -> None:
    today = room.today
    clerk, head = (Desk(browser, browser_context_args, live_server.url, one) for one in (room.clerk, room.head))
    home = {"title": "东方某苑", "kind": "commodity", "buildings": 6, "households": 480, "developer": "某置业公司"}
    estate = clerk.enters("estates", **home, managed="early", firm="甲物业公司", contract_until=today + 200 * DAY)
    report = {"title": "东方某苑成立首届业委会", "estate": "东方某苑", "reporter": "developer"}
    founding = clerk.enters("owners-foundings", **report, reported_on=today - 80 * DAY)
    expect(clerk.page.locator("main")).to_contain_text("组建筹备组")
    clerk.takes("筹备组已成立", group_on=today - 40 * DAY, group_size=9, group_owners=10)
    expect(clerk.page.locator("main")).to_contain_text("该数大于“筹备（改选）组人数”。")
    expect(clerk.page.locator("[name=group_owners]")).to_have_value("10")  # what was typed is kept
    clerk.sends(group_owners=5)
    clerk.takes("成员名单已公告", posted_on=today - 36 * DAY)
    clerk.takes("规约草案和候选人已公示", drafts_on=today - 15 * DAY)
    clerk.takes("首次业主大会已召开并选举产生业委会", assembly_on=today - 5 * DAY, elected=5)

    filing = clerk.enters(
        "owners-filings",
        title="东方某苑第一届业委会备案",
        estate="东方某苑",
        occasion="first",
        elected_on=today - 5 * DAY,
        received_on=today - DAY,
        seats=5,
        term_until=today + 4 * 365 * DAY,
        handed_in="首次业主大会决议、议事规则、委员名单。",
    )
    clerk.takes("核对材料", findings="程序合规，材料齐全。")
    head.opens(filing)
    head.takes("准予备案")
    expect(head.page.locator("main")).to_contain_text("已备案")
    clerk.opens(founding)
    expect(clerk.page.locator("main")).to_contain_text("已备案")

    committee = OwnersCommittee.objects.get()
    assert committee.filing_number == OwnersFiling.objects.get().number
    entry = f"{BASE}owners-committees/{committee.pk}/"
    pages = [BASE, estate, founding, entry, f"{BASE}owners-filings/new/"]
    look_at(browser, browser_context_args, live_server.url, room.clerk, "zh-hans", pages)
