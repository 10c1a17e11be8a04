"""A company comes to three members: its branch is prepared, approved, elected and set up, by clicks in a browser."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from offices.party_building.models import PartyOrganisation
from tests.narrow import context_of, look_at
from tests.offices.party_building.room import Desk, day, make_room
from tests.offices.party_building.wanted import a_code

pytestmark = pytest.mark.django_db(transaction=True)


class Window:
    """A window of a telephone in which somebody of the desk is signed in."""

    def __init__(self, browser: Browser, options: Any, url: str, desk: Desk) -> None:
        self.url = url
        self.page: Page = context_of(
            browser, options, url, desk.client, viewport={"width": 375, "height": 800}
        ).new_page()
        self.page.set_default_timeout(20_000)

    def opens(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None and answer.ok, path

    def sends(self, **typed: Any) -> None:
        """Fill in the form that is open and send it; wait for the page that answers."""
        form = self.page.locator("main form[novalidate]")
        for name, value in typed.items():
            field = form.locator(f"[name={name}]")
            if field.first.get_attribute("type") == "radio":
                form.locator(f"[name={name}][value={value}]").check()
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(str(value))
            else:
                field.fill(str(value))
        with self.page.expect_navigation():
            form.locator("button.btn-primary").first.click()

    def takes(self, step: str, **typed: Any) -> None:
        """Choose a step on the page of the matter, and fill in what it asks for."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=step, exact=True).first.click()
        self.sends(**typed)

    def reads(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)


def test_a_branch_is_founded_where_there_are_three_members(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    room: SimpleNamespace = make_room()
    base = room.clerk.base
    clerk, head = (Window(browser, browser_context_args, live_server.url, one) for one in (room.clerk, room.head))
    clerk.opens(f"{base}new-organisations/new/")
    company = {"title": "甲科技公司", "kind": "company", "address": "某路某号", "staff": 40, "full_members": 3}
    clerk.sends(**company, credit_code="91350100M000100Y44", probationary=0, coverage="none")
    clerk.reads("末位校验码与前17位不符")
    expect(clerk.page.locator("[name=address]")).to_have_value("某路某号")  # what was typed is kept
    clerk.sends(credit_code=a_code())
    clerk.reads("应建党支部：正式党员满三名")
    entry = clerk.page.url.removeprefix(live_server.url)

    clerk.opens(f"{base}branch-foundings/new/")
    clerk.sends(title="甲科技公司党支部筹建", organisation="甲科技公司", form="own", origin="street")
    matter = clerk.page.url.removeprefix(live_server.url)
    clerk.takes("与党员共同筹备", prepared_on=day(-9), guide="党建指导员", done="核对组织关系，推荐书记人选。")
    clerk.takes("已收到申请", applied_on=day(-6), full_members=2)
    clerk.reads("成立党支部应有三名以上正式党员")
    clerk.sends(full_members=3)
    head.opens(matter)
    head.takes("批复同意成立", approved_on=day(-4), paper="某党工委批复一号")
    clerk.opens(matter)
    clerk.takes("党员大会已选举", elected_on=day(-1), entitled=3, voted=3, seats=0, term_until=day(1000))
    head.opens(matter)
    head.takes("宣布成立党支部")
    head.reads("党支部已成立")

    branch = PartyOrganisation.objects.get()
    clerk.opens(entry)
    clerk.reads("单独建立党支部")
    clerk.opens(f"{base}party-organisations/{branch.pk}/")
    clerk.reads("甲科技公司党支部")
    for window in (clerk, head):
        window.page.context.close()
    pages = [matter, entry]
    look_at(browser, browser_context_args, live_server.url, room.clerk.client, "zh-hans", pages)
    look_at(browser, browser_context_args, live_server.url, room.clerk.client, "en", pages[:1])
