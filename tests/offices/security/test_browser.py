"""A dispute as its clerk handles it in a browser, from the request to the court's confirmation."""

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.verbs import enter
from tests.narrow import look_at
from tests.offices.security.desk import Desk, day
from tests.story import settled

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/desk/security"


class Clerk:
    """The clerk at a narrow screen: fills in by label, goes on by the button."""

    def __init__(self, desk: Desk, page: Page, url: str) -> None:
        self.desk, self.page, self.url = desk, page, url

    def fills(self, **typed: Any) -> None:
        for name, value in typed.items():
            control = self.page.locator(f"#id_{name}, [name={name}][value='{value}']").first
            if control.evaluate("one => one.type === 'radio'"):
                control.check()
            elif control.evaluate("one => one.tagName === 'SELECT'"):
                control.select_option(str(value))
            else:
                control.fill(str(value))
        self.page.locator("form .actions .btn-primary").click()

    def takes(self, step: str, **typed: Any) -> None:
        """Go to a step from the page of the matter by its name, fill in its form, and be back on the page."""
        matter = self.page.url
        self.page.get_by_role("link", name=step, exact=True).or_(
            self.page.get_by_role("button", name=step, exact=True)
        ).first.click()
        self.fills(**typed)
        settled(self.page)
        self.page.wait_for_url(matter)


@pytest.fixture
def clerk(browser: Browser, live_server: Any, browser_context_args: dict[str, Any]) -> Any:
    desk = Desk("clerk")
    context = browser.new_context(**{**browser_context_args, "viewport": {"width": 375, "height": 800}})
    cookie = desk.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    yield Clerk(desk, context.new_page(), live_server.url)
    context.close()


def test_a_dispute_from_the_request_to_the_court(
    clerk: Clerk, browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    values = {"title": "某居民区调委会", "level": "residents", "chair": "王某", "members": 5, "women": 2}
    committee = enter(find("mediation-committees"), {**values, "elected_on": day(-9)}, user=clerk.desk.user)
    mediator = {"title": "李某", "committee": committee, "standing": "full"}
    mediator = enter(find("mediators"), mediator, user=clerk.desk.user)

    page = clerk.page
    page.goto(f"{clerk.url}{BASE}/mediations/new/")
    asked = {
        "name": "张某某",
        "title": "楼上漏水赔偿",
        "dispute": "neighbours",
        "source": "asked",
        "wish": "修好并赔偿",
    }
    clerk.fills(**asked, committee="没有这个", neighbourhood=1)
    expect(page.locator("#id_wish")).to_have_value("修好并赔偿")  # refused, and everything typed is still there
    clerk.fills(committee="某居民区调委会")
    page.wait_for_url(re.compile(r"/desk/cases/TJ"))
    matter = page.url

    page.locator("a.add", has_text="纠纷当事人").click()
    party = {"name": "赵某某", "title": "楼上住户", "side": "other", "willing": "yes", "signed_on": day(0)}
    clerk.fills(**party)
    page.goto(matter)
    clerk.takes("受理", mediator=mediator.pk)
    clerk.takes("登记调解过程", met_on=day(0), result="双方陈述，查看现场")
    terms = {"form": "written", "agreement": "三日内修好", "effective_on": day(0), "perform_by": day(9)}
    clerk.takes("达成协议", **terms)
    clerk.takes("双方申请司法确认", court_asked_on=day(0))
    clerk.takes("法院确认有效", ruling="（2026）沪某民特1号")
    expect(page.locator("main")).to_contain_text("已司法确认，待履行")
    expect(page.locator("main")).to_contain_text("楼上住户")

    number = matter.rstrip("/").rpartition("/")[2]
    pages = [f"{BASE}/", f"{BASE}/mediations/", f"/desk/cases/{number}/", f"/desk/cases/{number}/mediation_visit/"]
    look_at(browser, browser_context_args, live_server.url, clerk.desk.client, "zh-hans", pages)
