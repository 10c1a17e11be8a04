"""The whole life of one matter on phones: letter, opinion, review by the district, re-review, ended."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from caojiadu.core.district import sending
from petitions.models import Petition
from tests.cast import make_cast
from tests.story import Person, follow, picture, write

OPINION = "经核实，该工地持有夜间施工许可，已责令其降噪并公示。"


@pytest.fixture
def people(
    transactional_db: None, live_server: Any, browser: Browser, browser_context_args: dict[str, Any]
) -> dict[str, Person]:
    """Everybody of the story at a phone; the resident's runs no script."""
    cast, base = make_cast(), live_server.url
    names = ("clerk", "head", "handler", "district")
    found = {
        name: Person(browser, browser_context_args, base, narrow=True).signed_in(getattr(cast, name), base)
        for name in names
    }
    return {**found, "resident": Person(browser, browser_context_args, base, narrow=True, script=False)}


def fits(person: Person) -> None:
    """Nothing is wider than the phone, once the page is there."""
    person.page.wait_for_load_state()
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 375, person.page.url


def object_to(resident: Person, number: str, code: str, why: str) -> None:
    """Ask for a review, or a re-review, of what was read."""
    page = follow(resident, number, code)
    page.locator(f"a[href$='/{number}/review/']").first.click()
    page.fill("main [name=reason]", why)
    picture(page, f"ask-{why[:2]}")
    page.locator("main form button.btn-primary").click()
    expect(page).to_have_url(re.compile(rf"/petitions/{number}/"))


def decide(district: Person, kind: str, text: str, number: str) -> None:
    """The officer finds the request in the inbox and decides it."""
    sending.send_due(seconds=2)
    page = district.page
    page.goto("/district/")
    page.locator("tr", has_text=kind).get_by_role("link").first.click()
    fits(district)
    picture(page, f"district-{number}")
    page.locator("a[href$='/decide/']").click()
    page.check("main [name=decision][value=upheld]")
    page.fill("main [name=number]", number)
    page.fill("main [name=text]", text)
    page.set_input_files("main [name=files]", {"name": "意见书.txt", "mimeType": "text/plain", "buffer": text.encode()})
    page.locator("main form button.btn-primary").click()
    expect(page.get_by_text("意见书.txt")).to_be_visible()


def read_decision(resident: Person, number: str, code: str, text: str) -> None:
    """Open what the body above decided: that is receiving it."""
    page = follow(resident, number, code)
    expect(page.get_by_text(text)).to_have_count(0)
    page.locator("form[action$='/review/read/'] button").click()
    expect(page.get_by_text(text).first).to_be_visible()
    picture(page, f"decided-{text[:2]}")


def test_from_the_letter_to_its_end_on_a_phone(people: dict[str, Person], settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    resident, clerk, head, handler, district = (
        people[name] for name in ("resident", "clerk", "head", "handler", "district")
    )
    number, code = write(resident)
    fits(clerk)
    clerk.move(number, "register")
    clerk.move(number, "accept", office="社区管理办公室")
    head.move(number, "assign", handler="经办小林")
    handler.open(number)
    fits(handler)
    page = follow(resident, number, code)
    expect(page.get_by_text("已由社区管理办公室查阅")).to_be_visible()
    page.get_by_role("link", name="信访事项受理告知书").click()
    handler.move(number, "draft", outcome="explained", text=OPINION, basis="《噪声污染防治法》第四十三条")
    handler.move(number, "submit")
    clerk.move(number, "check")
    head.move(number, "release")
    page = follow(resident, number, code)
    page.locator("form[action$='/read/'] button").first.click()
    expect(page.get_by_text(OPINION).first).to_be_visible()

    object_to(resident, number, code, "认为事实不清，请求复查。")
    decide(district, "复查", "经复查，原处理意见事实清楚，予以维持。", "静信复〔2026〕1号")
    read_decision(resident, number, code, "经复查，原处理意见事实清楚，予以维持。")
    object_to(resident, number, code, "仍然不服，请求复核。")
    decide(district, "复核", "经复核，复查意见予以维持，程序终结。", "沪信核〔2026〕1号")
    read_decision(resident, number, code, "经复核，复查意见予以维持，程序终结。")

    page = follow(resident, number, code)
    fits(resident)
    for used in ("申请复查的最后一天", "申请复核的最后一天"):
        expect(page.get_by_text(used)).to_have_count(0)
    expect(page.locator(f"a[href$='/{number}/review/']")).to_have_count(0)
    clerk.open(number)
    fits(clerk)
    expect(clerk.page.get_by_text("复核终结").first).to_be_visible()
    case = Petition.objects.get(number=number)
    assert (case.state, case.reviews.count(), case.is_open) == ("ended", 2, False)
