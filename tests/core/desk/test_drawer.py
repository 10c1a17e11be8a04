"""A step beside its matter: letter and history stay in sight, nothing typed is lost; without script it is a page."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from caojiadu.core.cases.models import CaseEvent
from tests.cast import make_cast
from tests.entries import signed_in
from tests.narrow import axe_finds_nothing, context_of, examine
from tests.petitions.letters import BODY, DRAFT, in_hand


@pytest.mark.django_db(transaction=True)
def test_a_step_opens_beside_its_letter(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], tmp_path: Any
) -> None:
    cast = make_cast()
    case = in_hand(cast)
    client = signed_in(cast.handler)
    context = context_of(
        browser, browser_context_args, live_server.url, client, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    url = f"{live_server.url}/desk/cases/{case.number}/"
    page.goto(f"{url}?in=queue%3Dmine")
    page.get_by_role("link", name="拟写答复").click()
    drawer = page.locator("[data-drawer]")
    expect(drawer.get_by_role("heading", name="拟写答复")).to_be_focused()
    expect(page.get_by_text(BODY).first).to_be_in_viewport()
    drawer.locator("#id_text").fill(DRAFT["text"])
    axe_finds_nothing(page)
    if shots := __import__("os").environ.get("SHOTS"):
        page.screenshot(path=f"{shots}/drawer-1440.png")
    # What is missing is said beside its field, in the drawer, with everything typed kept.
    drawer.get_by_role("button", name="拟写答复", exact=True).click()
    expect(drawer.locator(".is-invalid").first).to_be_visible()
    expect(drawer.locator("#id_text")).to_have_value(DRAFT["text"])
    # Closing asks first while something is typed; the focus goes back to the step.
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.keyboard.press("Escape")
    expect(drawer).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.get_by_role("link", name="拟写答复")).to_be_focused()
    # Sent, it is as after the step's own page: the matter in its list, with what was done.
    page.get_by_text("备注与沟通").click()
    page.get_by_role("link", name="添加备注").click()
    drawer.get_by_label("备注").fill("电话联系，约周五看现场")
    drawer.get_by_role("button", name="添加备注", exact=True).click()
    expect(page.get_by_text("已完成：添加备注")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?in=queue%3Dmine$"))
    expect(page.locator("ol.life")).to_contain_text("约周五看现场")
    page.get_by_label("记一笔").fill("现场已看")
    page.get_by_role("button", name="记一笔").click()
    expect(page.locator("ol.life")).to_contain_text("现场已看")
    if shots:
        page.screenshot(path=f"{shots}/note-1440.png")
    page.get_by_role("link", name="提醒我").click()
    drawer.get_by_label("提醒内容").fill("看现场")
    drawer.get_by_role("button", name="提醒我").click()
    expect(page.locator(".reminder")).to_contain_text("看现场")
    examine(page, "note")
    page.get_by_role("link", name="拟写答复").click()
    expect(page).to_have_url(re.compile("/draft/"))
    context.close()


@pytest.mark.django_db
def test_a_note_is_written_on_the_letter_itself(cast: Any) -> None:
    case = in_hand(cast)
    handler = signed_in(cast.handler)
    url = f"/desk/cases/{case.number}/"
    page = handler.get(f"{url}?in=queue%3Dmine").content.decode()
    assert f'action="{url}note/?in=queue%3Dmine"' in page
    assert handler.post(f"{url}note/?in=queue%3Dmine", {"note": "已联系"})["Location"] == f"{url}?in=queue%3Dmine"
    # A note hinders nobody: it needs no version, and is refused only where it is empty.
    assert handler.post(f"{url}note/", {"note": ""}).status_code == 422
    assert CaseEvent.objects.filter(case=case, move="note").count() == 1
    assert 'id="say-note"' not in signed_in(cast.leader).get(url).content.decode()
    # The drawer is told where to go; what was done is said there, not lost on the way.
    sent = handler.post(f"{url}note/", {"note": "再联系"}, headers={"X-Drawer": "1"})
    assert (sent.status_code, sent["X-Go"]) == (204, url)
    assert "已完成：添加备注" in handler.get(url).content.decode()
