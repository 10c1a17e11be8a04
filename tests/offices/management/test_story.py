"""A grid case as its people click it on their phones, from patrol to its end; and what residents appraise."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.organisation.models import Office
from offices.management.models import GridCase
from tests.entries import signed_in
from tests.narrow import context_of, examine, look_at
from tests.offices.management.grid import class_of, photo
from tests.offices.management.rounds import desks, opened

pytestmark = pytest.mark.django_db(transaction=True)
PATROL = "/desk/management/patrol/"
PHONE = {"width": 375, "height": 800}


def picture(name: str) -> Any:
    """A photo as the camera of the phone hands it to the browser."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo().read()}


class Phone:
    """One person of the centre with a phone in hand."""

    def __init__(self, browser: Browser, options: Any, url: str, user: Any) -> None:
        self.client = signed_in(user)
        self.page: Page = context_of(browser, options, url, self.client, viewport=PHONE).new_page()
        self.page.set_default_timeout(20_000)
        self.url = url

    def opens(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None and answer.ok, path

    def follows(self, link: str, to: str) -> None:
        """Tap a link, and be on the page to which it leads."""
        self.page.get_by_role("link", name=link, exact=True).first.click()
        self.page.wait_for_url(self.url + to)

    def takes(self, step: str, case: GridCase, **typed: Any) -> None:
        """From the page of the case into a step, through its form, and back to the page."""
        link = self.page.locator(f"a[href='/desk/cases/{case.number}/{step}/']").first
        if not link.is_visible():
            self.page.locator(".more-steps", has=link).locator("summary").click()
        link.click()
        self.page.wait_for_url(f"**/{case.number}/{step}/")
        self.sends(**typed)
        self.page.wait_for_url(f"{self.url}/desk/cases/{case.number}/")

    def sends(self, **typed: Any) -> None:
        for name, value in typed.items():
            field = self.page.locator(f"main form [name={name}]")
            if isinstance(value, dict):
                field.set_input_files(value)
            elif isinstance(value, int):
                field.select_option(str(value))
            else:
                field.fill(value)
        self.page.locator("main form .actions .btn-primary").click()


def test_a_grid_case_from_patrol_to_its_end_on_a_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], cast: SimpleNamespace
) -> None:
    finder, other, head = (
        Phone(browser, browser_context_args, live_server.url, one) for one in (cast.handler, cast.colleague, cast.head)
    )
    rubbish = class_of("暴露垃圾")
    finder.opens(PATROL)
    finder.follows("市容环境", f"{PATROL}event_looks/")
    finder.page.locator(".tiles a", has_text="暴露垃圾").click()
    finder.page.wait_for_url(f"**/found/{rubbish.pk}/")
    finder.sends(place="康定路12号门前", what="两袋")
    expect(finder.page.locator("#id_before_photos_error")).to_be_visible()
    expect(finder.page.locator("[name=place]")).to_have_value("康定路12号门前")  # what was typed is kept
    finder.sends(before_photos=picture("前.jpg"))
    finder.page.wait_for_url(live_server.url + PATROL)
    case = GridCase.objects.get()
    expect(finder.page.locator("section", has_text="我今天上报的")).to_contain_text(case.number)

    at = f"/desk/cases/{case.number}/"
    other.opens(at)
    other.takes("grid_accept", case)
    other.takes("file", case)
    other.takes("dispatch", case, office=Office.objects.get(code="C").pk, handler=cast.handler.pk)
    finder.opens(at)
    finder.takes("handle", case, done="已清运", after_photos=picture("后.jpg"))
    expect(finder.page.locator(".photos img")).to_have_count(2)
    expect(finder.page.locator(f"a[href='{at}verify/']")).to_have_count(0)  # whoever handled it does not verify it

    other.opens(PATROL)
    other.follows("核查通过", f"{at}verify/")
    expect(other.page.locator(".photos img")).to_have_count(2)  # before and after, beside what is asked
    look_at(
        browser,
        browser_context_args,
        live_server.url,
        other.client,
        "zh-hans",
        (PATROL, f"{PATROL}found/{rubbish.pk}/", f"{at}verify/"),
    )
    other.sends(seen_on_site="现场已清", check_photos=picture("查.jpg"))
    other.page.wait_for_url(live_server.url + at)
    head.opens(at)
    head.takes("close", case)
    expect(head.page.locator("main")).to_contain_text("已结案")
    expect(head.page.locator("main")).to_contain_text(cast.colleague.display_name)
    case.refresh_from_db()
    assert (case.state, case.handled_by, case.verified_by) == ("grid_closed", cast.handler, cast.colleague)
    look_at(browser, browser_context_args, live_server.url, head.client, "en", (at, PATROL))
    for one in (finder, other, head):
        one.page.context.close()


def test_a_resident_appraises_on_a_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    _one, rows, url = opened(desks())
    context = browser.new_context(**{**browser_context_args, "viewport": PHONE})
    page = context.new_page()
    page.goto(live_server.url + url)
    examine(page, "appraisal")
    page.get_by_role("button", name="提交评议").click()
    expect(page.locator("#errors")).to_be_visible()
    for row, grade in zip(rows, (5, 3), strict=True):
        page.locator(f"[name=grade-{row.pk}][value='{grade}']").check()
    page.locator("[name=remark]").fill("希望夜间多巡查")
    page.locator("[name=voice][value=resident]").check()
    page.get_by_role("button", name="提交评议").click()
    expect(page.locator("main")).to_contain_text("感谢")
    examine(page, "thanks")
    page.get_by_role("link", name="修改评议").click()
    page.wait_for_url(f"**{url}?change=1")
    expect(page.locator(f"[name=grade-{rows[1].pk}][value='3']")).to_be_checked()
    context.close()
    assert [list(row.counts.values_list("grade", flat=True)) for row in rows] == [[5], [3]]
