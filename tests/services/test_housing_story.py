"""A household applies for housing on a phone; street and district do their part, and it reads every step."""

import datetime as dt
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.district import sending
from offices.service.models import HousingCheck
from tests.cast import make_officer, make_staff
from tests.core.files import samples
from tests.desk import day
from tests.narrow import examine
from tests.story import Person, picture

pytestmark = pytest.mark.django_db(transaction=True)
HOME = {
    "household_size": "3",
    "declared_area": "18.5",
    "declared_income": "98000",
    "declared_assets": "60000",
    "name": "张秀英",
    "id_number": "310106194912310023",
    "address": "武定西路1号",
}


@pytest.fixture
def people(
    live_server: Any, browser: Browser, browser_context_args: dict[str, Any], settings: Any, tmp_path: Any
) -> dict[str, Person]:
    """The resident at a phone, clerk and head of the office, an officer of the housing bureau."""
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    users = {
        "resident": resident_account(phone="+8613812345678"),
        "clerk": make_staff("clerk", "经办小林", "handler", "D"),
        "head": make_staff("head", "服务科长", "head", "D"),
        "bureau": make_officer("bureau", "区房管局经办", "housing"),
    }
    base = live_server.url
    return {
        name: Person(browser, browser_context_args, base, narrow=name == "resident").signed_in(user, base)
        for name, user in users.items()
    }


def reads(someone: Person, number: str, *words: str) -> Page:
    """Open the application on the page of one's own matters, and read these words there."""
    page = someone.page
    page.goto("/me/")
    page.locator(f"a[href='/services/applications/{number}/']").first.click()
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
    return page


def apply(someone: Person) -> str:
    """From the catalogue to the number of the application."""
    page = someone.page
    page.goto("/services/low-rent-housing/")
    page.locator("a[href$='/apply/']").click()
    expect(page.locator("[name=scheme]")).to_have_count(0)  # the service says which housing
    for name, value in HOME.items():
        page.fill(f"main [name={name}]", value)
    page.set_input_files(
        "main [name=papers]", {"name": "收入.jpg", "mimeType": "image/jpeg", "buffer": samples.picture()}
    )
    picture(page, "housing-apply")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile("/services/applications/"))
    return page.url.rstrip("/").rpartition("/")[2]


def decide(bureau: Person, text: str) -> None:
    """The housing bureau finds the findings in its inbox and answers them."""
    sending.send_due(seconds=2)
    page = bureau.page
    page.goto("/district/")
    page.locator("tr").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("住房困难属实")
    picture(page, "housing-district")
    page.locator("a[href$='/answer/']").click()
    page.fill("main textarea", text)
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text(text)


def test_housing_from_the_phone_to_the_district_and_back(people: dict[str, Person]) -> None:
    mine, clerk, head, bureau = (people[name] for name in ("resident", "clerk", "head", "bureau"))
    number, today = apply(mine), str(day())

    clerk.move(number, "say_missing", missing="请补交现住房租赁合同。")
    page = reads(mine, number, "请补交现住房租赁合同。")
    picture(page, "housing-missing")
    page.fill("[name=words]", "没有合同，住在父母家。")
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator("main")).to_contain_text("没有合同，住在父母家。")

    clerk.move(number, "housing_accept", accepted_on=today)
    clerk.move(
        number, "housing_check", visited_on=today, found_area="18", findings="住房困难属实。", proposal="符合条件"
    )
    head.move(number, "send_findings", body="静安区住房保障和房屋管理局", reason="住房困难属实，建议批准。")
    reads(mine, number, "核查结果已报区房管局审定")
    decide(bureau, "经审核，同意登记。")
    clerk.open(number)
    expect(clerk.page.locator("main")).to_contain_text("经审核，同意登记。")
    clerk.move(
        number, "housing_post", decided_on=today, decision_number="静房保1号", posted_on=today, posted_until=str(day(7))
    )
    picture(reads(mine, number, "静房保1号"), "housing-posted")

    done = ("received_on", "accepted_on", "visited_on", "decided_on", "posted_on")
    HousingCheck.objects.filter(number=number).update(**dict.fromkeys(done, day(-9)), posted_until=day(-1))
    clerk.move(number, "housing_register", registered_on=today, queue="第8号")
    clerk.move(number, "housing_allot", allotted_on=today, allotted="租金补贴")
    page = reads(mine, number, "第8号", "租金补贴")
    picture(page, "housing-allotted")
    examine(page, "housing-allotted")
    case = HousingCheck.objects.get(number=number)
    assert case.scheme == "low_rent" and case.clocks.filter(key="recheck_first", state="running").exists()
    assert dt.timedelta(364) < case.due_at - case.opened_at
