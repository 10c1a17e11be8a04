"""The list and the keys in a real browser: axe finds nothing, nothing overflows, and hands stay on the keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import make_cast
from tests.entries import signed_in
from tests.narrow import context_of, examine
from tests.petitions.letters import in_hand

pytestmark = pytest.mark.django_db(transaction=True)


def _arrive(page: Page, url: str) -> None:
    """Wait for a page to be there with its script: an address changes before that, a key pressed then is lost."""
    expect(page).to_have_url(re.compile(re.escape(url)))
    page.wait_for_load_state()


def test_one_gets_through_a_list_by_keys(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    cast = make_cast()
    first, second = in_hand(cast), in_hand(cast)
    client = signed_in(cast.handler)
    context = context_of(
        browser, browser_context_args, live_server.url, client, viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/cases/?queue=mine")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(f"#row-{first.pk} a")).to_be_focused()
    page.keyboard.press("o")
    _arrive(page, first.number)
    page.keyboard.press("j")
    _arrive(page, second.number)
    page.keyboard.press("u")
    _arrive(page, f"queue=mine#row-{second.pk}")
    page.keyboard.press("/")
    page.keyboard.type("j?g")
    expect(page.locator("#id_q")).to_have_value("j?g")
    page.locator("#id_q").blur()
    page.keyboard.press("?")
    _arrive(page, "/desk/keys/")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("g")
    page.locator("[data-group=matters] summary").click()
    page.goto(f"{live_server.url}/desk/keys/")
    expect(page.locator("[data-group=matters]")).not_to_have_attribute("open", "")
    examine(page, "keys")
    page.goto(f"{live_server.url}/desk/cases/?queue=mine")
    examine(page, "list")
    context.close()
