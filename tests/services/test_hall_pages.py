"""The hall in real browsers: an older resident, two windows and the screen; and every page on a narrow phone."""

import os
from contextlib import ExitStack, closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from services.hall.models import Ticket
from tests.narrow import NARROWEST, context_of, examine, look_at
from tests.services.halls import DESK, PUBLIC, Clerk, came, make_windows

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_older_resident_takes_a_number_and_is_called(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    make_windows(1, 2)
    url, clerks = live_server.url, [Clerk("chen").sits(1), Clerk("lin").sits(2)]
    with ExitStack() as stack:
        outside = stack.enter_context(browser.new_context(**browser_context_args))
        desks = [context_of(browser, browser_context_args, url, one.client, viewport=NARROWEST) for one in clerks]
        one, two = (stack.enter_context(context).new_page() for context in desks)
        tablet, screen = outside.new_page(), outside.new_page()
        came(item="pension")
        screen.goto(f"{url}{PUBLIC}screen/")
        expect(screen.locator(".screen-line")).to_contain_text("1 人等候")
        screen.get_by_role("button", name="开启声音").click()
        expect(screen.get_by_role("button", name="开启声音")).to_have_attribute("aria-pressed", "true")

        tablet.goto(f"{url}{PUBLIC}door/")
        tablet.get_by_label("老年人、残疾人、孕妇").check()
        tablet.get_by_role("button", name="其他事项，或不确定").click()
        expect(tablet.get_by_role("heading", level=1)).to_contain_text("C002")
        expect(tablet.locator("#standing")).to_contain_text("下一位就是您")

        for page in (one, two):
            page.goto(url + DESK)
            _enter(page, "叫下一位")
        expect(one.locator(".counter-number")).to_have_text("C002")
        expect(two.locator(".counter-number")).to_have_text("A001")
        expect(screen.locator(".latest")).to_contain_text("A001")
        expect(screen.locator(".earlier")).to_contain_text("C002")
        examine(one, "window")
        one.get_by_text("转至其他窗口").click()
        one.get_by_label("给同事的备注").fill("材料已看过")
        one.get_by_role("button", name="转交").click()
        expect(one.get_by_role("heading", name="窗口空闲")).to_be_visible()
        for button in ("已到，开始办理", "完成", "叫下一位"):
            _enter(two, button)
        expect(two.get_by_text("材料已看过")).to_be_visible()
        expect(screen.locator(".latest")).to_contain_text("C002")
        expect(tablet.locator("#standing")).to_contain_text("请到 2 号窗口", timeout=12000)
        expect(one.locator("#lost")).to_be_hidden()
        one.context.set_offline(True)
        expect(one.locator("#lost")).to_contain_text("网络恢复后会自动更新", timeout=12000)
        one.context.set_offline(False)
        expect(one.locator("#lost")).to_be_hidden(timeout=12000)


def _enter(page: Page, button: str) -> None:
    """The marked button is the one that comes next: Enter presses it."""
    expect(page.get_by_role("button", name=button)).to_be_focused()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    make_windows(1, 2, 3)
    boss, lin = Clerk("boss", "head"), Clerk("lin")

    def look(*pages: str) -> None:
        look_at(browser, browser_context_args, live_server.url, boss.client, language, pages)

    closed = f"{PUBLIC}?closed"
    look(DESK, closed)
    lin.sits(2)
    line = [came(item=item, first=first) for item, first in (("pension", ""), ("mediation", "on"), ("", ""), ("", ""))]
    boss.sits(1).press("next")
    lin.press("next")
    lin.press("start")
    lin.press("done")
    lin.press("next")
    lin.press("absent")
    tickets = [f"{PUBLIC}ticket/{ticket.key}/" for ticket in (line[1], line[3])]
    look(PUBLIC, f"{PUBLIC}door/", *tickets, f"{PUBLIC}screen/", f"{PUBLIC}sign/", DESK, f"{DESK}load/", f"{DESK}days/")
    assert Ticket.objects.count() == 4
    with closing(context_of(browser, browser_context_args, live_server.url, boss.client, language)) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}{DESK}load/")
        stop, count = (page.locator(f"button[value={value}]").bounding_box() for value in ("stop", "count"))
        assert (
            stop and count and max(count["x"] - stop["x"] - stop["width"], count["y"] - stop["y"] - stop["height"]) > 4
        )
        page.set_viewport_size(NARROWEST)
        page.goto(f"{live_server.url}{tickets[1]}")
        page.evaluate("document.documentElement.classList.add('large')")
        number = page.locator(".ticket-number")  # one line in large type, as wide as the sheet allows
        assert number.evaluate("one => one.offsetHeight < 1.5 * parseFloat(getComputedStyle(one).fontSize)")
        assert number.evaluate("one => one.scrollWidth <= one.clientWidth")
    if os.environ.get("SHOTS"):
        _wall(browser, browser_context_args, f"{live_server.url}{PUBLIC}screen/", language)


def _wall(browser: Browser, context_args: dict[str, Any], address: str, language: str) -> None:
    """A picture of the screen as it hangs on the wall."""
    context = browser.new_context(**{**context_args, "viewport": {"width": 1920, "height": 1080}})
    page: Page = context.new_page()
    page.goto(address)
    page.screenshot(path=f"{os.environ['SHOTS']}/wall-{language}.png")
    context.close()
