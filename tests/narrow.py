"""Looking at pages in a narrow window of a real browser: axe finds nothing, and nothing overflows 320 px."""

import os
from collections.abc import Iterable
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

NARROWEST: ViewportSize = {"width": 320, "height": 800}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# What passed is most of what axe says, and costs more to carry over than to find out.
FIND = "rules => axe.run(rules).then(({violations}) => ({violations}))"


def context_of(
    browser: Browser, context_args: Any, url: str, client: Client, language: str = "zh-hans", **more: Any
) -> BrowserContext:
    """A browser in which whoever is signed in with the client reads in a language."""
    cookies = {
        settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
        settings.LANGUAGE_COOKIE_NAME: language,
    }
    context = browser.new_context(**{**context_args, **more})
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    return context


def look_at(browser: Browser, context_args: Any, url: str, client: Client, language: str, pages: Iterable[str]) -> None:
    """Open each page as whoever is signed in with the client. SHOTS names a folder for pictures of what was seen."""
    context = context_of(browser, context_args, url, client, language, viewport=NARROWEST)
    page = context.new_page()
    for number, path in enumerate(pages):
        answer = page.goto(url + path)
        assert answer is not None and answer.ok, path
        examine(page, f"{language}-{number}")
    context.close()


def examine(page: Page, name: str) -> None:
    """The page that is open: axe finds nothing, nothing overflows. Its pictures are kept under that name."""
    page.wait_for_load_state()
    page.set_viewport_size(NARROWEST)
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    if os.environ.get("SHOTS"):
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{os.environ['SHOTS']}/{name}-{width}.png", full_page=True)
        page.set_viewport_size(NARROWEST)


def axe_finds_nothing(page: Page) -> None:
    """Nothing on the page that is open is against WCAG 2.2 AA or axe's own best practice."""
    page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(FIND, RULES))
    assert not found.violations_count, f"{page.url}: {found.generate_report()}"
