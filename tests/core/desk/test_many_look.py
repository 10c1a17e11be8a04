"""Many at once in a real browser: ticked by keys, looked at, done; axe finds nothing, nothing overflows."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import make_cast
from tests.entries import signed_in
from tests.narrow import NARROWEST, context_of, examine
from tests.petitions.letters import accepted, answered, in_hand

pytestmark = pytest.mark.django_db(transaction=True)
WIDE = {"width": 1280, "height": 800}


def test_many_are_assigned_by_keys(browser: Browser, live_server: Any, browser_context_args: dict[str, Any]) -> None:
    cast = make_cast()
    first, _second = in_hand(cast), accepted(cast, title="安远路路灯不亮")
    answered(cast)
    head = signed_in(cast.head)
    context = context_of(browser, browser_context_args, live_server.url, head, viewport=WIDE)
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/cases/?queue=all")
    bar = page.locator("#many")
    expect(bar).to_be_hidden()
    for key in "jxjx":
        page.keyboard.press(key)
    expect(bar).to_be_visible()
    expect(page.locator("#which option").first).to_have_text("已选 2 件")
    page.get_by_label("勾选本页全部").check()
    expect(page.locator("#which option").first).to_have_text("已选 3 件")
    # The bar of what is ticked lies over the list until one is at its end.
    page.set_viewport_size(NARROWEST)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    examine(page, "ticked")
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="指派").click()
    page.get_by_label("经办人").select_option(str(cast.colleague.pk))
    examine(page, "many-form")
    page.get_by_role("button", name="逐件查看").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("指派 2 件 · 经办小何")
    examine(page, "many-look")
    page.get_by_role("button", name="指派 2 件").click()
    expect(page.get_by_role("status")).to_have_text("已办 2 件。")
    examine(page, "many-done")
    page.get_by_role("button", name="全部撤销（2 件）").click()
    expect(page.get_by_role("status")).to_contain_text("已撤销 1 件。")
    expect(page.locator("tr", has_text=first.number)).to_contain_text("已撤销")
    page.goto(f"{live_server.url}/desk/cases/export/?in=queue%3Dall")
    examine(page, "export")
    page.goto(f"{live_server.url}/desk/views/save/?in=queue%3Doffice%26channel%3Dweb")
    page.get_by_label("名称").fill("网上来信")
    page.get_by_label("达到多少件时提醒我").fill("20")
    examine(page, "view-form")
    page.get_by_role("button", name="保存").click()
    page.set_viewport_size(WIDE)
    expect(page.locator(".rail-pins [aria-current]")).to_have_text("网上来信 2")
    examine(page, "view-list")
    page.goto(f"{live_server.url}/desk/views/")
    examine(page, "views")
    context.close()
