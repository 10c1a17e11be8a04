"""The sign-in pages in a browser: without JavaScript, on a narrow phone, and for everybody."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.narrow import axe_finds_nothing

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


@pytest.fixture
def narrow(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[Page]:
    """A narrow phone without JavaScript."""
    context = browser.new_context(**browser_context_args, viewport=NARROW, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_resident_signs_in_and_out_without_javascript(live_server, narrow: Page, received: Callable) -> None:
    narrow.goto(f"{live_server.url}/accounts/login/")
    narrow.fill("[name=phone]", "138 1234 5678")
    narrow.click("main form button")
    narrow.wait_for_selector("[name=code]")
    _phone, code = received()
    narrow.fill("[name=code]", code)
    narrow.click("main form button")
    narrow.wait_for_url(f"{live_server.url}/me/")
    narrow.click("header nav form button")
    narrow.wait_for_url(f"{live_server.url}/")


def test_staff_sign_in_by_keyboard(live_server, narrow: Page, clerk) -> None:
    narrow.goto(f"{live_server.url}/accounts/staff/?next=/about/")
    narrow.focus("[name=login]")
    for typed in ("clerk", PASSWORD):
        narrow.keyboard.type(typed)
        narrow.keyboard.press("Tab")
    narrow.keyboard.press("Enter")
    narrow.wait_for_url(f"{live_server.url}/about/")


def check(page: Page, name: str) -> None:
    """Nothing for axe to complain about, and nothing wider than the screen."""
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_every_sign_in_page_is_for_everybody(
    live_server, browser: Browser, clerk, locale: str, viewport: dict[str, int]
) -> None:
    context = browser.new_context(base_url=live_server.url, locale=locale, viewport=viewport)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/accounts/login/")
    check(page, "sign-in")
    page.fill("[name=phone]", "12")
    page.click("main form button")
    page.wait_for_selector("#errors")
    check(page, "sign-in with an error")
    page.fill("[name=phone]", "13812345678")
    page.click("main form button")
    page.wait_for_url("**/accounts/login/code/")
    check(page, "code")
    page.goto("/accounts/staff/")
    check(page, "staff")
    page.fill("[name=login]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/desk/**")
    for path in ("/accounts/password/", "/accounts/logout/", "/accounts/inactive/"):
        page.goto(path)
        check(page, path)
    assert not [line for line in said if "Content Security Policy" in line]
    context.close()
