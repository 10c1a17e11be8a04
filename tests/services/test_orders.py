"""Services ordered online: for a relative with consent, accepted and reported by a provider's link, rated in stars."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, expect

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.audit.models import Entry
from caojiadu.core.front.templatetags.portal import day as shown
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.models import Record
from offices.service.life import ordering
from offices.service.models import LifeOrder, LifeProvider
from tests.desk import Desk, day, running, state
from tests.entries import signed_in
from tests.narrow import look_at
from tests.offices.service.test_services import PROVIDER

pytestmark = pytest.mark.django_db
HOME, NEW = "/life/", "/life/new/?kind=meals"
WISH = {"details": "少盐，午餐", "hours": "noon", "place": "武定西路1弄2号301室", "for_whom": "self", "name": "张秀英"}
RELATIVE = {"for_whom": "parent", "served": "李老伯", "agreed": "on", "older": "on"}


def make_centre() -> SimpleNamespace:
    head, clerk = Desk("head", "head", "D"), Desk("clerk", office="D")
    provider = clerk.enter("life-providers", **PROVIDER, licence_until=day(20))
    Record.objects.filter(pk=provider).update(published_at=timezone.now())
    mine, other = (signed_in(resident_account(phone=f"+861381234560{number}")) for number in (1, 2))
    return SimpleNamespace(head=head, clerk=clerk, provider=provider, mine=mine, other=other)


@pytest.fixture
def centre() -> SimpleNamespace:
    return make_centre()


def ordered(centre: SimpleNamespace, url: str = NEW, **typed: Any) -> LifeOrder:
    answer = centre.mine.post(url, {**WISH, "wanted_on": day(2), **typed})
    assert answer.status_code == 302, answer.context["form"].errors
    return LifeOrder.objects.get(number=answer["Location"].rstrip("/").rpartition("/")[2])


def passed(centre: SimpleNamespace, order: LifeOrder) -> str:
    assert centre.clerk.step(order, "lifeorder_pass", provider=f"#{centre.provider}", promised_on=day(2)) == 302
    return ordering.link_of(LifeOrder.objects.get(pk=order.pk)).removeprefix(settings.SITE_URL.rstrip("/"))


def told(order: LifeOrder) -> set[str]:
    rows = Notice.objects.filter(case_number=order.number, resident_key__isnull=False)
    return set(rows.values_list("template", flat=True))


def test_from_the_order_over_the_link_to_the_stars(centre: SimpleNamespace) -> None:
    page = Client().get(HOME).content.decode()
    assert "甲助餐" in page and NEW in page and f"?provider={centre.provider}" in page
    order = ordered(centre, **RELATIVE)
    assert ordered(centre, **RELATIVE).pk == order.pk  # pressed twice
    for other in (
        {"served": "李大妈"},
        {"place": "武定西路1弄2号302室"},
        {"older": ""},
    ):  # another wish, the same words
        assert ordered(centre, **{**RELATIVE, **other}).pk != order.pk, other
    assert (order.served_name, order.older, order.agreed, order.channel) == ("李*", True, True, "web")
    assert Notice.objects.filter(template="order_older", user=centre.head.user).exists()
    url = f"/life/orders/{order.number}/"
    until = running(order)["pass"]
    form = centre.mine.get(NEW).content.decode()
    assert f"最迟于{shown(until)}派单；如需更早上门，请致电 12345" in form
    assert ("请致电 12345" in centre.mine.get(url).content.decode()) == (order.wanted_on <= until)
    mine = centre.mine.get("/me/").content.decode()
    assert url in mine and f"<b>{shown(order.wanted_on)} 午间</b>" in mine
    assert {one.get(url).status_code for one in (centre.other, centre.clerk.client)} == {404}
    link = passed(centre, order)
    desk = centre.clerk.client.get(f"/desk/cases/{order.number}/").content.decode()
    assert link.partition(":")[0] in desk and "李老伯" not in desk
    reveal = f"/desk/cases/{order.number}/person/"
    assert "武定西路1弄" in desk and "301室" not in desk and reveal not in desk  # the clerk does not have it
    assert centre.clerk.client.post(reveal, {"reason": "上门"}).status_code == 404
    assert reveal in centre.head.client.get(f"/desk/cases/{order.number}/").content.decode()
    assert "301室" not in centre.head.client.get(reveal).content.decode()
    assert "301室" not in centre.head.client.post(reveal, {"reason": ""}).content.decode()
    assert WISH["place"] in centre.head.client.post(reveal, {"reason": "核实地址"}).content.decode()
    assert Entry.objects.get(action="reveal").reason == "核实地址"
    slip = centre.clerk.client.get(f"/desk/service/order-slip/{order.number}/").content.decode()
    assert "data:image/svg" in slip and "301室" not in slip and "武定西路1弄" in slip
    assert "请致电科室" in centre.mine.get(url).content.decode() and centre.mine.get(f"{url}cancel/").status_code == 302

    visitor = Client()
    for _scanner in range(2):  # looking does nothing
        page = visitor.get(link).content.decode()
    assert "少盐" in page and "李*" in page and "武定西路1弄" in page and "请填写不晚于" in page
    assert not any(word in page for word in ("301室", "李老伯", "13812345601", "张秀英"))
    assert visitor.post(link).status_code == 200 and running(order).keys() == {"serve"}
    assert visitor.post(link, {"do": "lifeorder_report", "served_on": day()}).status_code == 409
    assert visitor.post(link, {"do": "lifeorder_accept", "promised_on": day(-1)}).status_code == 422
    assert visitor.post(link, {"do": "lifeorder_accept", "promised_on": "bald"}).status_code == 422
    far = visitor.post(link, {"do": "lifeorder_accept", "promised_on": day(3)})  # promised within two days
    assert far.status_code == 422 and "请填写不晚于" in str(far.context["accept"].errors["promised_on"])
    assert visitor.post(link, {"do": "lifeorder_accept", "promised_on": day(1)}).status_code == 302
    page = visitor.get(link).content.decode()
    assert "301室" in page and "13812345601" in page and "李老伯" not in page and "如不能上门" in page
    assert running(order)["serve"] == day(1) and told(order) == {"order_accepted"}
    assert visitor.post(link, {"do": "lifeorder_accept", "promised_on": day(4)}).status_code == 409

    wrong = visitor.post(link, {"do": "lifeorder_report", "served_on": day(), "price": "-0.01"})
    assert set(wrong.context["report"].errors) == {"price"}
    wrong = visitor.post(link, {"do": "lifeorder_report", "served_on": day(-1)})  # before it was asked for
    assert set(wrong.context["report"].errors) == {"served_on"}
    assert visitor.post(link, {"do": "lifeorder_report", "served_on": day(), "price": "15"}).status_code == 302
    page = visitor.get(link).content.decode()
    assert "已办完" in page and "301室" not in page and "13812345601" not in page
    assert visitor.post(link, {"do": "lifeorder_report", "served_on": day()}).status_code == 409  # used up
    assert "order_served" in told(order) and "请评价本次服务" in centre.mine.get("/me/").content.decode()
    assert centre.mine.post(f"{url}rate/", {"stars": "6"}).status_code == 422
    larger = centre.mine.post("/display/", {"size": "large", "next": f"{url}rate/"}, follow=True)  # on that page
    assert larger.redirect_chain[-1][0] == url and "请评价" in larger.content.decode()
    assert centre.mine.post(f"{url}rate/", {"stars": "2", "said": "送晚了"}).status_code == 302
    order.refresh_from_db()
    assert (order.state, order.stars, order.said) == ("lifeorder_poor", 2, "送晚了") and "amend" in running(order)


def test_a_link_ends_with_its_order_and_its_time(centre: SimpleNamespace, time_machine: Any) -> None:
    order = ordered(centre, f"/life/new/?provider={centre.provider}")
    assert order.provider_id == centre.provider
    link = passed(centre, order)
    answer = Client().post(link, {"do": "lifeorder_decline", "reason": "人手不足"})
    assert answer.status_code == 200 and state(order) == "lifeorder_asked" and "pass" in running(order)
    second = passed(centre, order)
    assert second != link and Client().get(link).status_code == 410  # the link of who declined it
    assert Client().post(link, {"do": "lifeorder_accept", "promised_on": day(3)}).status_code == 410
    for wrong in (f"/life/provider/{second[-20:]}", "/life/provider/x/", second.replace("provider/", "provider/a")):
        assert Client().get(wrong, follow=True).status_code in (404, 410)
    assert Client().get(second).status_code == 200
    time_machine.move_to(timezone.now() + dt.timedelta(days=ordering.LINK_DAYS + 1), tick=True)
    assert Client().get(second).status_code == 410


def test_what_is_wrong_is_said_and_an_order_is_cancelled_before_it_is_passed_on(centre: SimpleNamespace) -> None:
    for typed, wrong in (
        ({"for_whom": "parent"}, {"served", "agreed"}),
        ({"wanted_on": day(-1)}, {"wanted_on"}),
        ({"wanted_on": day(61)}, {"wanted_on"}),
        ({"details": "", "place": ""}, {"details", "place"}),
        ({"hours": "never", "name": "a\0b"}, {"hours", "name"}),
    ):
        answer = centre.mine.post(NEW, {**WISH, "wanted_on": day(2), **typed})
        assert answer.status_code == 422 and set(answer.context["form"].errors) == wrong
    assert centre.mine.get("/life/new/?kind=x").status_code == 302 and not LifeOrder.objects.exists()
    assert centre.mine.get("/life/new/?provider=99999999999999").status_code == 302
    late = centre.mine.post(f"/life/new/?provider={centre.provider}", {**WISH, "wanted_on": day(25)})
    assert late.status_code == 422 and "到期" in late.content.decode()  # it lapses before that day
    order = ordered(centre, wanted_on=day(60))
    assert "要取消这个订单吗" in centre.mine.get(f"/life/orders/{order.number}/cancel/").content.decode()
    centre.mine.post(f"/life/orders/{order.number}/cancel/")
    assert state(order) == "lifeorder_cancelled"


def test_whoever_ordered_is_told_when_nobody_comes_after_all(centre: SimpleNamespace) -> None:
    """Back by the office, cancelled by it, served by its entry: told each time, and the page names no day that fell."""
    order = ordered(centre)
    url, visitor = f"/life/orders/{order.number}/", Client()
    link = passed(centre, order)
    assert visitor.post(link, {"do": "lifeorder_accept", "promised_on": day(2)}).status_code == 302
    late = visitor.post(link, {"do": "lifeorder_decline", "reason": "人手不足"})  # the second tab
    assert late.status_code == 409 and "请致电" in late.content.decode() and state(order) == "lifeorder_passed"
    assert "甲助餐" in centre.mine.get(url).content.decode() and told(order) == {"order_accepted"}
    assert centre.clerk.step(order, "lifeorder_back", reason="员工请假") == 302
    order.refresh_from_db()
    assert (order.accepted_on, order.promised_on, order.provider) == (None, None, None)
    page = centre.mine.get(url).content.decode()
    assert "正在另行安排" in page and "甲助餐" not in page and "员工请假" not in page
    assert told(order) == {"order_accepted", "order_moved"} and running(order).keys() == {"pass"}
    Notice.objects.all().delete()
    Client().post(passed(centre, order), {"do": "lifeorder_decline", "reason": "人手不足"})
    order.refresh_from_db()
    assert told(order) == {"order_moved"} and (order.promised_on, order.provider) == (None, None)
    Notice.objects.all().delete()
    visitor.post(passed(centre, order), {"do": "lifeorder_accept", "promised_on": day(2)})
    assert centre.clerk.step(order, "lifeorder_cancel", reason="当日停电，无法上门") == 302
    order.refresh_from_db()
    assert (order.accepted_on, order.promised_on) == (None, None) and "order_moved" in told(order)
    assert "当日停电" in centre.mine.get(url).content.decode()
    served = ordered(centre, details="每日送餐")
    passed(centre, served)
    assert centre.clerk.step(served, "lifeorder_serve", served_on=day()) == 302 and told(served) == {"order_served"}


def test_no_day_is_promised_beyond_what_the_office_entered_or_the_licence(centre: SimpleNamespace) -> None:
    order = ordered(centre)
    typed = {"provider": f"#{centre.provider}", "promised_on": day(9)}
    assert centre.clerk.step(order, "lifeorder_pass", **typed) == 302  # the office agreed on a later day
    link = ordering.link_of(LifeOrder.objects.get(pk=order.pk)).removeprefix(settings.SITE_URL.rstrip("/"))
    accept = {"do": "lifeorder_accept"}
    assert Client().post(link, {**accept, "promised_on": day(10)}).status_code == 422
    for field, words in (("licence_until", "到期"), ("signed_until", "协议")):
        LifeProvider.objects.update(licence_until=None, signed_until=None)
        LifeProvider.objects.update(**{field: day(8)})
        page = Client().post(link, {**accept, "promised_on": day(9)})
        said = str(page.context["accept"].errors["promised_on"])
        assert page.status_code == 422 and words in said and "请致电" in said
        assert f"不晚于{shown(day(8))}的日期" in Client().get(link).content.decode()  # no day that is refused then
        LifeProvider.objects.update(**{field: day(-1)})
        assert "已到期，请致电" in Client().get(link).content.decode()
        LifeProvider.objects.update(**{field: day(8)})
    assert Client().post(link, {**accept, "promised_on": day(8)}).status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    centre = make_centre()
    order, served = ordered(centre, **RELATIVE), ordered(centre, details="每日送餐")
    link, done = passed(centre, order), passed(centre, served)
    page = browser.new_context(**browser_context_args).new_page()  # a browser says where a form was sent from
    page.goto(live_server.url + done)
    for _step in ("accept", "report"):
        page.locator("main form .btn-primary").first.click()
    expect(page.locator("main h1")).to_have_text("已登记，谢谢")
    page.context.close()
    pages = ["/services/", HOME, NEW, f"/life/orders/{order.number}/", f"/life/orders/{served.number}/", link, done]
    look_at(browser, browser_context_args, live_server.url, centre.mine, language, pages)
    slip = [f"/desk/service/order-slip/{order.number}/", f"/desk/cases/{order.number}/"]
    look_at(browser, browser_context_args, live_server.url, centre.clerk.client, language, slip)
