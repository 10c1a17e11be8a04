"""The minimum living allowance, from a phone to the payment roll, to the re-check with which it ends."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.registers.declaration import months_after
from offices.service.models import AidApplication, AssistedHousehold
from tests.core.files import samples
from tests.desk import Desk, day
from tests.narrow import examine
from tests.story import Person, picture

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = {
    "members": "2",
    "people": "本人，65岁，退休\n孙女，9岁，小学",
    "income": "1200",
    "assets": "无",
    "causes": "本人患病，收入中断。",
    "name": "张秀英",
    "id_number": "310106194912310023",
    "address": "武定西路1号",
}


@pytest.fixture
def room(
    live_server: Any, browser: Browser, browser_context_args: dict[str, Any], settings: Any, tmp_path: Any
) -> SimpleNamespace:
    """The resident at a phone, a passer-by, clerk and head at their desks."""
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    base, account = live_server.url, resident_account(phone="+8613812345678")
    desks = {"clerk": Desk("clerk", "handler", "D"), "head": Desk("head", "head", "D")}

    def person(user: Any = None, *, narrow: bool = False) -> Person:
        made = Person(browser, browser_context_args, base, narrow=narrow)
        return made.signed_in(user, base) if user else made

    return SimpleNamespace(
        mine=person(account, narrow=True),
        passer=person(narrow=True),
        clerk=person(desks["clerk"].user),
        head=person(desks["head"].user),
        desks=desks,
    )


def apply(page: Page) -> str:
    """From the service to the number of the application: nothing is sent without consent, and nothing typed is lost."""
    page.goto("/services/living-allowance/")
    page.locator("a[href$='/apply/']").click()
    for name, value in TYPED.items():
        page.fill(f"main [name={name}]", value)
    page.set_input_files(
        "main [name=papers]", {"name": "病历.jpg", "mimeType": "image/jpeg", "buffer": samples.picture()}
    )
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("未同意核对家庭经济状况的")
    expect(page.locator("[name=causes]")).to_have_value(TYPED["causes"])
    page.check("[name=consent]")
    picture(page, "aid-apply")
    examine(page, "aid-apply")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile("/services/applications/"))
    return page.url.rstrip("/").rpartition("/")[2]


def reads(someone: Person, path: str, *words: str) -> Page:
    someone.page.goto(path)
    for one in words:
        expect(someone.page.locator("main")).to_contain_text(one)
    return someone.page


def find_out(clerk: Person, number: str) -> None:
    """Accepted, means checked, visited by two, a first finding."""
    today = str(day())
    clerk.move(number, "aid_accept", accepted_on=today)
    clerk.move(number, "aid_means", means_on=today, means="核对反馈与申报一致。")
    clerk.move(number, "aid_visit", home_on=today, visitor="经办甲", second_visitor="居委乙", at_home="情况属实。")
    clerk.move(number, "aid_propose", proposal="符合条件", grounds="人均收入低于标准。", monthly="1510", since=today)


def stop(desks: dict[str, Desk], home: AssistedHousehold, since: Any) -> None:
    """A re-check finds work: the aid ends."""
    clerk, head = desks["clerk"], desks["head"]
    case = head.enter("assistance-reviews", title="定期复核", household=f"#{home.pk}", cause="due", begun_on=day())
    assert head.step(case, "assign", handler=clerk.user.pk) == 302
    assert clerk.step(case, "aidreview_means", means_on=day(), means="已就业") == 302
    assert clerk.step(case, "aidreview_visit", home_on=day(), seen="属实") == 302
    typed = {"proposal": "stop", "grounds": "收入增加", "effective_on": since}
    assert clerk.step(case, "aidreview_propose", **typed) == 302 and head.step(case, "aidreview_decide") == 302


def test_the_living_allowance_from_the_phone_to_the_re_check(room: SimpleNamespace) -> None:
    mine, clerk, head, desks = room.mine, room.clerk, room.head, room.desks
    number = apply(mine.page)
    own, board = f"/services/applications/{number}/", "/services/posted/"
    case = AidApplication.objects.get(number=number)
    assert desks["head"].step(case, "assign", handler=desks["clerk"].user.pk) == 302

    clerk.move(number, "say_missing", missing="请补交收入证明。")
    page = reads(mine, own, "请补交收入证明。")
    page.fill("[name=words]", "已停发工资，没有收入证明。")
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator("main")).to_contain_text("已停发工资")
    find_out(clerk, number)
    reads(room.passer, board, "目前没有公示")
    head.move(number, "aid_post")
    page = reads(room.passer, board, "张*", "最低生活保障", "拟批准")
    expect(page.locator("main")).not_to_contain_text("1510")
    picture(page, "aid-board")
    examine(page, "aid-board")

    done = ("received_on", "consent_on", "accepted_on", "means_on", "home_on", "since")
    days = dict.fromkeys(done, day(-10)) | {"posted_on": day(-8), "posted_until": day(-1)}
    AidApplication.objects.filter(number=number).update(**days)
    reads(room.passer, board, "目前没有公示")  # taken down by itself
    head.move(number, "aid_grant", decided_on=str(day()), decision="符合条件，予以批准。")
    clerk.move(number, "aid_tell", told_on=str(day()), delivery="当面送达")
    clerk.open(number)
    picture(clerk.page, "aid-case")
    page = reads(mine, own, "1,510.00", "符合条件，予以批准。", "已送达")
    picture(page, "aid-decided")
    examine(page, "aid-decided")

    following = months_after(day().replace(day=1), 1)
    page = reads(clerk, "/desk/service/assistance-rolls/new/", "年份和月份")
    for name, value in {"title": "低保金发放", "month": f"{day():%Y-%m}"}.items():
        page.fill(f"main [name={name}]", value)
    clerk._fill("aid", "minimum" if page.locator("[name=aid][type=radio]").count() else "最低生活保障")
    page.locator("main form .actions .btn-primary").click()
    expect(page.locator("main")).to_contain_text("1,510.00")
    picture(page, "roll")
    roll = page.url.rstrip("/").rpartition("/")[2]
    page = reads(head, f"/desk/service/assistance-rolls/{roll}/lines/", "张*", "共 1 户，合计 1,510.00 元")
    picture(page, "roll-lines")
    examine(page, "roll-lines")

    stop(desks, AssistedHousehold.objects.get(), following)
    late = {"title": "下月低保金", "month": f"{following:%Y-%m}", "aid": "minimum"}
    refused = desks["clerk"].enter("assistance-rolls", **late)
    assert "该月没有需要发放或更正的救助金" in refused.content.decode()
