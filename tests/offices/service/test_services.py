"""Basic services (D6) from the need to the evaluation, and the life service centre (D8): providers and orders."""

import pytest

from caojiadu.core.cases.models import Case
from offices.service.models import LifeProvider
from tests.desk import Desk, day, running, state
from tests.offices.service.days import working

pytestmark = pytest.mark.django_db
NEED = {"title": "助浴上门", "serves": "older", "year": "2027", "need": "走访中多次提出", "expected": "150"}
PLAN = {"plan": "每周两次", "means": "bought", "money": "80000"}
SIGNED = {"title": "助浴服务", "contractor": "某服务社", "method": "quotes", "price": "80000", "paid": "0"}
PROVIDER = {"title": "甲助餐", "kind": "meals", "sort": "company", "licence": "执照", "terms": "十五元", "promise": "2"}
VENUE = {
    "title": "某社区食堂",
    "kind": "canteen",
    "address": "某路某号",
    "hours": "全天",
    "offers": "午餐",
    "run_by": "某社",
}
ORDER = {"title": "每日送餐", "name": "张某某", "kind_of": "meals", "details": "少盐", "pays": "free"}


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk", office="D")


@pytest.fixture
def head() -> Desk:
    return Desk("head", "head", "D")


def test_a_project_from_the_need_to_the_evaluation(clerk: Desk, head: Desk) -> None:
    case = clerk.enter("service-projects", **NEED)
    assert running(case) == {"plan": day(30)}
    assert clerk.step(case, "service_plan", **PLAN) == 302
    assert running(case) == {"approve": working(10)}
    assert clerk.step(case, "service_approve") == 404
    assert head.step(case, "service_again", reason="经费过高") == 302
    assert head.step(case, "service_plan", **PLAN) == 302
    assert head.step(case, "service_approve") == 409  # whoever planned it once
    leader = Desk("leader", "leader", "", keeps="D")
    assert leader.step(case, "service_approve") == 302
    assert running(case) == {"begin": day(90)}
    bad = clerk.enter(
        "service-contracts", **SIGNED | {"paid": "80001"}, project=case.number, signed_on=day(), runs_until=day(-1)
    )
    assert set(bad.context["form"].errors) == {"paid", "runs_until"}
    assert clerk.enter("service-contracts", **SIGNED, project=case.number, signed_on=day(), runs_until=day(90))
    days = {"starts_on": day(-1), "ends_on": day(60)}
    assert clerk.step(case, "service_begin", place="生活服务中心", **days | {"ends_on": day(-2)}) == 422
    assert clerk.step(case, "service_begin", place="生活服务中心", **days) == 302
    assert running(case) == {"deliver": day(60)}
    assert leader.step(case, "publish", title="助浴上门", place="生活服务中心") == 302
    assert "生活服务中心" in clerk.client.get("/about/service-projects/").content.decode()
    assert clerk.step(case, "service_deliver", delivered_on=day(-1), served="120") == 302
    assert running(case) == {"evaluate": day(29)}
    verdict = {"verdict": "continue", "evaluation": "居民满意"}
    assert leader.step(case, "service_evaluate", satisfied="101", **verdict) == 422
    assert leader.step(case, "service_evaluate", satisfied="95", **verdict) == 302
    assert (state(case), running(case)) == ("service_evaluated", {})
    stranger = Desk("stranger", office="E")
    assert stranger.client.get(f"/desk/cases/{case.number}/").status_code == 404


def test_an_order_is_served_as_promised_and_a_bad_rating_made_good(clerk: Desk) -> None:
    assert set(clerk.enter("life-providers", **PROVIDER).context["form"].errors) == {"licence_until"}
    both = clerk.enter("life-providers", **PROVIDER, licence_until=day(20), licence_open="on")
    assert set(both.context["form"].errors) == {"licence_until"}
    one = clerk.enter("life-providers", **PROVIDER, licence_until=day(20))
    ended = clerk.enter("life-providers", **PROVIDER, licence_open="on", signed_until=day(1))
    other = clerk.enter("life-providers", **PROVIDER | {"title": "乙维修", "kind": "repair"}, licence_until=day(20))
    assert set(clerk.enter("life-orders", **ORDER, wanted_on=day(-1)).context["form"].errors) == {"wanted_on"}
    case = clerk.enter("life-orders", **ORDER, wanted_on=day(2))
    assert running(case) == {"pass": working(1)}
    assert "不提供此类服务" in clerk.says(case, "lifeorder_pass", provider=f"#{other}", promised_on=day(2))
    assert "协议" in clerk.says(case, "lifeorder_pass", provider=f"#{ended}", promised_on=day(2))
    assert "到期" in clerk.says(case, "lifeorder_pass", provider=f"#{one}", promised_on=day(21))
    LifeProvider.objects.filter(pk=one).update(ended_on=day())
    assert clerk.step(case, "lifeorder_pass", provider=f"#{one}", promised_on=day(2)) == 422
    LifeProvider.objects.filter(pk=one).update(ended_on=None)
    assert clerk.step(case, "lifeorder_pass", provider=f"#{one}", promised_on=day(-1)) == 422
    assert clerk.step(case, "lifeorder_pass", provider=f"#{one}", promised_on=day(2)) == 302
    assert running(case) == {"serve": day(2)}
    assert clerk.step(case, "lifeorder_serve", served_on=day(-1)) == 422  # before it was asked for
    assert clerk.step(case, "lifeorder_back", reason="人手不足") == 302
    clerk.step(case, "lifeorder_pass", provider=f"#{one}", promised_on=day(1))
    assert clerk.step(case, "lifeorder_serve", served_on=day(), price="5") == 422  # it is free
    assert clerk.step(case, "lifeorder_serve", served_on=day()) == 302
    assert running(case) == {"rate": working(3)}
    assert clerk.step(case, "lifeorder_rate", stars="6") == 422
    assert clerk.step(case, "lifeorder_rate", stars="2", said="送晚了") == 302
    assert (state(case), running(case)) == ("lifeorder_poor", {"amend": working(5)})
    assert clerk.step(case, "lifeorder_amend", amends="更换送餐员并致歉") == 302
    assert (state(case), running(case)) == ("lifeorder_amended", {})
    good = clerk.enter("life-orders", **ORDER, wanted_on=day(2))
    clerk.step(good, "lifeorder_pass", provider=f"#{one}", promised_on=day(1))
    clerk.step(good, "lifeorder_serve", served_on=day())
    assert clerk.step(good, "lifeorder_rate") == 422  # neither stars nor why there are none
    assert clerk.step(good, "lifeorder_rate", said="多次联系未接听") == 302
    assert (state(good), running(good)) == ("lifeorder_rated", {})


def test_an_order_passed_on_stands_whatever_becomes_of_its_provider(clerk: Desk) -> None:
    one = clerk.enter("life-providers", **PROVIDER, licence_until=day(20))
    case = clerk.enter("life-orders", **ORDER, wanted_on=day(2))
    assert clerk.step(case, "lifeorder_pass", provider=f"#{one}", promised_on=day(2)) == 302
    turned = PROVIDER | {"kind": "repair", "licence_until": day(-1)}
    assert clerk.change("life-providers", one, **turned, seen="0") == 302
    assert clerk.step(case, "lifeorder_serve", served_on=day()) == 302
    assert clerk.step(case, "lifeorder_rate", stars="5") == 302
    assert state(case) == "lifeorder_rated"


def test_what_everybody_reads_finds_nobody_out(clerk: Desk, head: Desk) -> None:
    number = "联系13812345678"
    texts = {
        "life-providers": PROVIDER | {"licence_until": day(20), "title": number, "terms": number},
        "service-venues": VENUE | {"title": number, "address": number, "hours": number, "offers": number},
        "service-windows": {"scope": "all", "opens": "09:00", "closes": "17:00"}
        | {"title": number, "items": number, "floor": number},
        "service-projects": NEED | {"title": number},
    }
    for register, typed in texts.items():
        errors = set(clerk.enter(register, **typed).context["form"].errors)
        assert errors == {name for name, said in typed.items() if said == number}, register
    leader, case = Desk("leader", "leader", "", keeps="D"), head.enter("service-projects", **NEED)
    Case.objects.filter(pk=case.pk).update(title=number)  # from before this was asked: it is put right at the end
    assert clerk.step(case, "service_plan", **PLAN) == 302
    leader.step(case, "service_approve")
    begun = {"place": "生活服务中心", "starts_on": day(), "ends_on": day(9)}
    assert clerk.step(case, "service_begin", **begun | {"place": number}) == 422
    assert clerk.step(case, "service_begin", **begun) == 302
    assert head.step(case, "publish", title="助浴上门", place="生活服务中心") == 409  # whoever wrote the name
    assert leader.step(case, "publish", title=number, place="生活服务中心") == 422
    assert leader.step(case, "publish", title="助浴上门", place="生活服务中心") == 302


def test_what_is_offered_is_public_after_a_second_look(clerk: Desk, head: Desk) -> None:
    keys = {
        "service-venues": clerk.enter("service-venues", **VENUE),
        "life-providers": clerk.enter("life-providers", **PROVIDER, licence_until=day(20)),
    }
    for register, key in keys.items():
        page, entry = f"/about/{register}/", f"{clerk.base}{register}/{key}/"
        assert clerk.client.post(f"{entry}propose/").status_code == 302
        assert clerk.client.post(f"{entry}review/", {"reason": "无涉密"}).status_code == 409  # whoever proposed it
        assert "某社区食堂" not in clerk.client.get(page).content.decode()
        assert head.client.post(f"{entry}review/", {"reason": "无涉密"}).status_code == 302
        text = clerk.client.get(page).content.decode()
        assert ("某社区食堂" if register == "service-venues" else "甲助餐") in text and "执照" not in text
