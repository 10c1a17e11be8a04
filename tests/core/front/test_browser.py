"""In a real browser: axe finds nothing, nothing overflows, no console error, no script needed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Dialog, Page, expect

from caojiadu.core.accounts.models import User
from tests.narrow import axe_finds_nothing

PAGES = ["/", "/petitions/how/", "/search/?q=噪音", "/privacy/", "/accessibility/", "/me/", "/nowhere/"]
Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: Any, browser_context_args: dict[str, Any]) -> Iterator[Open]:
    """Open a page as a signed-in resident, with cookies, in a window of a width."""
    user = User.objects.create_user("resident", kind="resident")
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    contexts = []

    def open_page(path: str, *, width: int = 375, script: bool = True, **cookies: str) -> Page:
        window = {"width": width, "height": 800}
        context = browser.new_context(**{**browser_context_args, "viewport": window, "java_script_enabled": script})
        contexts.append(context)
        all_cookies = {settings.SESSION_COOKIE_NAME: session, **cookies}
        context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in all_cookies.items()])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "light"), ("en", "dark")])
def test_axe_finds_nothing(open_page: Open, language: str, theme: str) -> None:
    for path in PAGES:
        page = open_page(path, django_language=language, portal_theme=theme)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        axe_finds_nothing(page)


@pytest.mark.parametrize(("language", "size"), [("zh-hans", "large"), ("en", "standard")])
def test_nothing_overflows_a_window_of_320_pixels(open_page: Open, language: str, size: str) -> None:
    for path in PAGES:
        page = open_page(path, width=320, django_language=language, portal_size=size)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_targets_are_large_enough_for_a_thumb(open_page: Open) -> None:
    page = open_page("/")
    small = page.eval_on_selector_all(
        ".strip button, .masthead-nav a, .masthead-nav button, .door, .footer li a",
        "all => all.filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)",
    )
    assert not small


def test_everything_is_reached_without_script(open_page: Open) -> None:
    page = open_page("/about/", script=False)
    page.get_by_label("您想办什么、反映什么？").fill("调解")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="人民调解", exact=True).click()
    expect(page.locator("#office-E[open] #function-E6")).to_be_visible()
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html.large")).to_have_count(1)
    page.get_by_role("button", name="English").click()
    expect(page.locator('html[lang="en"].large')).to_have_count(1)


def test_changing_the_display_keeps_what_was_typed(open_page: Open) -> None:
    page = open_page("/me/family/")
    name = page.locator("[name=name]")
    asked: list[str] = []
    name.fill("张母")
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html.large")).to_have_count(1)
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html.large[data-bs-theme=dark]")).to_have_count(1)
    expect(page.get_by_role("button", name="浅色")).to_be_focused()

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.get_by_role("button", name="English").click()
    assert len(asked) == 1 and "不再保留" in asked[0] and name.input_value() == "张母"
    page.goto(page.url)
    expect(page.locator("html.large[data-bs-theme=dark]")).to_have_count(1)
