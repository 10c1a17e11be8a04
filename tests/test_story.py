"""The main story, through the doors that people use: six people in a real browser, with a real worker and queue.

Set STORY_PICTURES to a folder to keep pictures of the pages at 375 and 1280 pixels.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from caojiadu.celery import app
from caojiadu.core.cases.models import Case
from caojiadu.core.district.models import Report
from caojiadu.embedded.processes import wait_until
from tests.cast import PASSWORD, make_cast

PICTURES = os.environ.get("STORY_PICTURES", "")
NARROW, WIDE = {"width": 375, "height": 800}, {"width": 1280, "height": 900}


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser: Browser, arguments: dict[str, Any], base: str, *, phone: bool = False) -> None:
        size = NARROW if phone else WIDE
        self.context: BrowserContext = browser.new_context(
            **{**arguments, "viewport": size}, java_script_enabled=not phone, base_url=base
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

    def open(self, number: str) -> None:
        """Find a case by its number, as one does."""
        self.page.goto("/desk/")
        self.page.fill("#id_q", number)
        self.page.press("#id_q", "Enter")
        self.page.locator("table.queue a").first.click()

    def move(self, number: str, key: str, **fields: str) -> None:
        """Open a case, take a step, fill its form, send it."""
        self.open(number)
        step = self.page.locator(f".next-steps a[href$='/{key}/']")
        if not step.is_visible():
            self.page.locator(".more-steps", has=step).locator("summary").click()
        step.click()
        for name, value in fields.items():
            self._fill(name, value)
        picture(self.page, f"move-{key}")
        self.page.locator("main form button.btn-primary").click()
        expect(self.page.locator(".told")).to_be_visible()

    def _fill(self, name: str, value: str) -> None:
        field = self.page.locator(f"main [name={name}]").first
        kind = field.evaluate("e => e.type")
        if kind in ("radio", "checkbox"):
            self.page.locator(f"main [name={name}][value='{value}']").check()
        elif kind == "select-one":
            field.select_option(label=value)
        else:
            field.fill(value)


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page at both sizes, when asked to."""
    if not PICTURES:
        return
    before = page.viewport_size
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
    page.set_viewport_size(before)  # type: ignore[arg-type]


@pytest.fixture
def people(
    celery_worker_process: Any, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]
) -> dict[str, Person]:
    """Everybody of the story, each signed in."""
    make_cast()
    staff = {
        name: Person(browser, browser_context_args, live_server.url).sign_in(name)
        for name in ("window", "clerk", "head", "handler", "district")
    }
    return {**staff, "resident": Person(browser, browser_context_args, live_server.url, phone=True)}


def write(resident: Person) -> tuple[str, str]:
    """Write a letter on a phone without JavaScript; return number and code."""
    page = resident.page
    page.goto("/")
    picture(page, "home")
    page.locator("a[href='/petitions/new/']").first.click()
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


@pytest.mark.xdist_group("story")
def test_a_letter_from_the_browser_to_a_judged_answer(people: dict[str, Person]) -> None:
    resident, clerk, head, handler, district = (
        people[name] for name in ("resident", "clerk", "head", "handler", "district")
    )
    number, code = write(resident)
    clerk.page.goto("/desk/")
    picture(clerk.page, "desk")
    clerk.move(number, "register")
    clerk.move(number, "accept", office="社区管理办公室")
    head.move(number, "assign", handler="经办小林")
    handler.move(number, "note", note="已到现场，看到夜间施工告示。")
    handler.move(number, "ask", question="请问是几号楼？")
    page = follow(resident, number, code)
    picture(page, "question")
    page.fill("[name=reply]", "三号楼，靠南面。")
    page.locator("form:has([name=reply]) button.btn-primary").click()
    page.get_by_role("link", name="信访事项受理告知书").click()
    expect(page.get_by_text("决定予以受理").first).to_be_visible()
    picture(page, "paper")
    with page.expect_download() as kept:
        page.get_by_role("link", name="下载PDF").click()
    assert Path(kept.value.path()).read_bytes().startswith(b"%PDF")
    handler.open(number)
    expect(handler.page.get_by_text("三号楼，靠南面。").first).to_be_visible()
    picture(handler.page, "case")

    due = Case.objects.get(number=number).due_at
    handler.move(number, "coordinate", parties="施工单位", tried="约谈两次，未落实。")
    head.move(number, "report_up", body="静安区信访办公室", reason="涉及夜间施工许可，职责在区里。")
    app.send_task("district.send_due")
    assert wait_until(lambda: Report.objects.filter(state="sent").exists(), seconds=20)
    district.page.goto("/district/")
    picture(district.page, "district")
    district.page.get_by_role("link", name=re.compile("夜间施工噪音扰民")).first.click()
    picture(district.page, "district-report")
    district.page.fill("[name=number]", "区信〔2026〕88号")
    district.page.locator("form[action$='/acknowledge/'] button").click()
    district.page.locator("a[href$='/answer/']").click()
    district.page.fill("main textarea", "已协调区建管委暂停该工地夜间施工许可。")
    district.page.locator("main form button.btn-primary").click()
    handler.open(number)
    expect(handler.page.get_by_text("区信〔2026〕88号").first).to_be_visible()
    assert Case.objects.get(number=number).due_at == due

    handler.move(
        number,
        "draft",
        outcome="supported",
        text="经核实情况属实，该工地已停止夜间施工。",
        basis="《噪声污染防治法》第四十三条",
    )
    handler.move(number, "submit")
    clerk.move(number, "check")
    head.move(number, "release")
    page = follow(resident, number, code)
    picture(page, "answered")
    page.locator("form[action$='/read/'] button").click()
    expect(page.get_by_text("该工地已停止夜间施工").first).to_be_visible()
    page.locator("[name=office_grade][value='4']").check()
    page.locator("[name=answer_grade][value='2']").check()
    page.locator("form:has([name=office_grade]) button.btn-primary").click()
    case = Case.objects.get(number=number)
    assert case.state == "in_hand"
    assert case.is_open
    handler.move(number, "draft", outcome="supported", text="再次核实：已加装监测设备，昨夜未施工。", basis="")
    handler.move(number, "submit")
    clerk.move(number, "check")
    head.move(number, "release")
    page = follow(resident, number, code)
    page.locator("[name=office_grade][value='5']").check()
    page.locator("[name=answer_grade][value='5']").check()
    page.locator("form:has([name=office_grade]) button.btn-primary").click()
    picture(page, "judged")
    expect(page.get_by_text("该工地已停止夜间施工").first).to_be_visible()
    expect(page.get_by_text("昨夜未施工").first).to_be_visible()


@pytest.mark.xdist_group("story")
def test_a_call_is_entered_by_keyboard_and_its_receipt_comes_next(people: dict[str, Person]) -> None:
    page = people["window"].page
    page.goto("/desk/letters/enter/")
    picture(page, "enter")
    page.keyboard.type("路灯不亮")
    page.keyboard.press("Tab")
    page.keyboard.type("弄堂口三盏路灯都不亮。")
    for _field in range(4):
        page.keyboard.press("Tab")
    page.keyboard.type("王芳")
    page.keyboard.press("Tab")
    page.keyboard.type("13900001111")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    receipt = page.locator("[data-case-number]")
    expect(receipt).to_be_visible()
    picture(page, "window-receipt")
    case = Case.objects.get(number=receipt.get_attribute("data-case-number"))
    assert (case.channel, case.title, case.opened_by.username) == ("call", "路灯不亮", "window")
    assert case.resident.name_sealed == "王芳"
