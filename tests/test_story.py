"""The main story, through the doors that people use: six people in a real browser, with a real worker and queue."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from caojiadu.celery import app
from caojiadu.core.cases.models import Case
from caojiadu.core.district.models import Report
from caojiadu.embedded.processes import wait_until
from tests.cast import make_cast
from tests.story import Person, follow, picture, write

SLOW = "a letter's whole life, six people in a real browser"


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
    return {**staff, "resident": Person(browser, browser_context_args, live_server.url, narrow=True, script=False)}


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
