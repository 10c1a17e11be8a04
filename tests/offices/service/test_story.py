"""The office's story in a real browser: an older person's care file from the visit to the help to the follow-up."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from offices.service.models import OlderPerson, OlderPersonVisit
from tests.cast import make_staff
from tests.desk import day
from tests.entries import signed_in
from tests.narrow import context_of, examine, look_at

pytestmark = pytest.mark.django_db(transaction=True)
FILES, VISITS = "/desk/service/older-people/", "/desk/service/older-people-visits/"


class Window:
    """One person of the office at a narrow screen."""

    def __init__(self, browser: Browser, options: Any, url: str, user: Any) -> None:
        self.client = signed_in(user)
        self.page: Page = context_of(
            browser, options, url, self.client, viewport={"width": 375, "height": 800}
        ).new_page()
        self.page.set_default_timeout(20_000)
        self.url = url

    def opens(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None and answer.ok, path

    def follows(self, link: str, to: str) -> None:
        """Take a link, and be on the page to which it leads."""
        self.page.get_by_role("link", name=link).first.click()
        self.page.wait_for_url(re.compile(re.escape(self.url + to)))

    def fills(self, **typed: Any) -> None:
        for name, value in typed.items():
            field = self.page.locator(f"main form [name={name}]")
            if field.first.get_attribute("type") == "radio":
                self.page.locator(f"main form [name={name}][value='{value}']").check()
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(str(value))
            else:
                field.fill(str(value))

    def sends(self) -> None:
        """Send the form that is open."""
        self.page.locator("main form .actions .btn-primary").click()

    def stands_at(self, register: str, *words: str) -> None:
        """The page of an entry has come, and says these words."""
        self.page.wait_for_url(re.compile(rf"{re.escape(self.url + register)}\d+/$"))
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)


def test_an_older_person_from_the_visit_to_the_help_to_the_follow_up(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    people = {
        role: make_staff(f"story-{role}", name, role, "D") for role, name in (("head", "服务科长"), ("handler", "小孙"))
    }
    head, clerk = (Window(browser, browser_context_args, live_server.url, people[role]) for role in ("head", "handler"))
    head.opens(f"{FILES}keepers/")
    head.fills(person=people["handler"].pk)
    head.page.locator("main form .btn-primary").first.click()
    expect(head.page.locator("main")).to_contain_text("小孙")

    clerk.opens(f"{FILES}new/")
    clerk.fills(
        title="独居，子女在外地", name="王某某", phone="13800138000", living="alone", band="80", carer="社工小李"
    )
    clerk.sends()
    clerk.stands_at(FILES, "独居", "应走访")
    clerk.follows("新增", f"{VISITS}new/")
    clerk.fills(title="首次探访", visited_on=day(), way="home", found="行动不便，做饭困难。", need="希望送餐上门。")
    clerk.sends()
    expect(clerk.page.locator("main")).to_contain_text("请填写承诺帮扶日期。")
    expect(clerk.page.locator("[name=need]")).to_have_value("希望送餐上门。")  # what was typed is kept
    clerk.fills(help_by=day(3))
    clerk.sends()
    clerk.stands_at(VISITS, "待帮扶")
    clerk.follows("更正", f"{VISITS}{OlderPersonVisit.objects.get().pk}/edit/")
    clerk.fills(help="已联系社区食堂每日送餐。", helped_on=day(), follow_by=day(14))
    clerk.sends()
    clerk.stands_at(VISITS, "已帮扶，待回访", "应回访")
    clerk.follows("更正", f"{VISITS}{OlderPersonVisit.objects.get().pk}/edit/")
    clerk.fills(followed_on=day(), outcome="饭菜合口，按时送到。")
    clerk.sends()
    clerk.stands_at(VISITS, "已回访", "饭菜合口")
    examine(clerk.page, "visit")

    file = OlderPerson.objects.get()
    assert file.visited_on == day()
    clerk.opens(f"{FILES}{file.pk}/")
    expect(clerk.page.locator("main")).to_contain_text("首次探访")
    expect(clerk.page.locator("main")).not_to_contain_text("王某某")  # names stand masked
    examine(clerk.page, "file")
    look_at(browser, browser_context_args, live_server.url, clerk.client, "zh-hans", (f"{VISITS}new/?file={file.pk}",))
    look_at(browser, browser_context_args, live_server.url, clerk.client, "en", (FILES, f"{FILES}{file.pk}/"))
