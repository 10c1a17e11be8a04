"""Somebody at a browser of their own, and what the stories have in common.

Set STORY_PICTURES to a folder to keep pictures of the pages at 375 and 1280 pixels.
"""

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.cast import PASSWORD

PICTURES = os.environ.get("STORY_PICTURES", "")
NARROW, WIDE = {"width": 375, "height": 800}, {"width": 1280, "height": 900}


class Person:
    """Somebody at a browser of their own."""

    def __init__(
        self, browser: Browser, arguments: dict[str, Any], base: str, *, narrow: bool = False, script: bool = True
    ) -> None:
        size = NARROW if narrow else WIDE
        self.context: BrowserContext = browser.new_context(
            **{**arguments, "viewport": size}, java_script_enabled=script, base_url=base
        )
        self.page: Page = self.context.new_page()

    def sign_in(self, name: str) -> "Person":
        """Sign in at the staff door."""
        self.page.goto("/accounts/staff/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        expect(self.page).not_to_have_url(re.compile("/accounts/staff/"))
        return self

    def signed_in(self, user: Any, base: str) -> "Person":
        """Signed in already, where a story is not about the door."""
        client = Client()
        client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])
        return self

    def open(self, number: str) -> None:
        """Find a case by its number, as one does."""
        self.page.goto("/desk/")
        self.page.fill("#id_q", number)
        self.page.press("#id_q", "Enter")
        self.page.wait_for_url(f"**q={number}**")
        self.page.locator("main tbody a").first.click()

    def move(self, number: str, key: str, **fields: str) -> None:
        """Open a case, take a step, fill its form, send it."""
        self.open(number)
        step = self.page.locator(f".next-steps a[href*='/{key}/']")
        step.wait_for(state="attached")
        if not step.is_visible():
            self.page.locator(".more-steps", has=step).locator("summary").click()
        step.click()
        self.page.locator("[data-step]").wait_for()
        for name, value in fields.items():
            self._fill(name, value)
        picture(self.page, f"move-{key}")
        self.page.locator("[data-step] form button.btn-primary").click()
        expect(self.page.locator(".told")).to_be_visible()

    def _fill(self, name: str, value: str) -> None:
        form = "[data-step]" if self.page.locator("[data-step]").count() else "main"
        field = self.page.locator(f"{form} [name={name}]").first
        kind = field.evaluate("e => e.type")
        if kind == "checkbox" and value == "on":
            field.check()
        elif kind in ("radio", "checkbox"):
            self.page.locator(f"{form} [name={name}][value='{value}']").check()
        elif kind == "select-one":
            field.select_option(label=value)
        else:
            field.fill(value)


def settled(page: Page) -> None:
    """Wait until what was sent is answered: beside the matter it is sent without leaving the page."""
    expect(page.locator("[data-drawer][aria-busy]")).to_have_count(0)
    page.wait_for_load_state()


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page at both sizes, when asked to."""
    if not PICTURES:
        return
    before = page.viewport_size
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
    page.set_viewport_size(before)  # type: ignore[arg-type]


def write(resident: Person) -> tuple[str, str]:
    """Write a letter on a phone without JavaScript; return number and code."""
    page = resident.page
    page.goto("/")
    picture(page, "home")
    page.locator("main a[href='/petitions/new/']").first.click()
    page.check("[name=kind][value=appeal]")
    page.fill("[name=title]", "夜间施工噪音扰民")
    page.fill("[name=body]", "南门外工地连续三晚施工到凌晨两点，老人整夜睡不好。")
    page.fill("[name=request]", "请夜间停工")
    page.fill("[name=place]", "武定西路")
    page.select_option("[name=neighbourhood]", index=3)
    page.fill("[name=name]", "张秀英")
    page.fill("[name=phone]", "13812345678")
    page.check("[name=notice_read]")
    picture(page, "write")
    page.locator("main form.letter button.btn-primary").click()
    receipt = page.locator("[data-case-number]")
    expect(receipt).to_be_visible()
    picture(page, "receipt")
    number, code = receipt.get_attribute("data-case-number"), receipt.get_attribute("data-query-code")
    assert number
    assert code
    return number, code


def follow(resident: Person, number: str, code: str) -> Page:
    """Follow the matter by number and code."""
    resident.page.goto("/petitions/track/")
    resident.page.fill("[name=number]", number)
    resident.page.fill("[name=code]", code)
    resident.page.locator("main form button.btn-primary").click()
    expect(resident.page).to_have_url(re.compile(rf"/petitions/{number}/"))
    return resident.page
