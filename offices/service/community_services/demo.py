"""Made-up service projects, contracts and venues (D6), providers and service orders (D8)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import PHONE, Move, Told, fill, named, show, take
from offices.service.life.ordering import last_passed
from offices.service.life.ordering import order as order_online


def services(people: Mapping[str, Any], today: dt.date) -> None:
    """Projects from the need to the evaluation, a contract of each, places that everybody may use."""
    place = str(Neighbourhood.objects.get(key="wunan").pk)
    ago = [today - dt.timedelta(days=days) for days in range(400)]
    plan = {"plan": "每周两次，预约上门。", "means": "bought", "money": "80000"}
    approved: tuple[Move, ...] = (("handler", "service_plan", plan), ("head", "service_approve", {}))
    begun = ("handler", "service_begin", {"place": "社区生活服务中心", "starts_on": ago[90], "ends_on": ago[2]})
    done = ("handler", "service_deliver", {"delivered_on": ago[1], "served": 132})
    verdict = {"satisfied": 94, "verdict": "continue", "evaluation": "居民普遍满意，建议增加周末时段。"}

    def project(title: str, serves: str, *moves: Any) -> Told:
        asked = {"need": "居民区走访和问卷中多次提出。", "expected": 150, "neighbourhood": place}
        return Told({"title": title, "serves": serves, "year": today.year, **asked}, moves)

    projects = fill(
        "service-projects",
        people,
        project("暑期儿童托管", "children"),
        project("助浴进家门", "older", ("handler", "service_plan", plan)),
        project("残疾人辅具租借", "disabled", *approved, begun),
        project("老年人智能手机课堂", "older", *approved, begun, done, ("head", "service_evaluate", verdict)),
    )
    if projects:
        fill("service-contracts", people, *(Told(_contract(one, ago)) for one in projects[2:]))
    fill(
        "service-venues",
        people,
        Told(_venue("某社区食堂", place, "canteen", "午餐、晚餐堂食和送餐", ago[100])),
        Told(_venue("某日间照料中心", place, "day_care", "日托、康复训练、助浴", ago[170])),
        Told(_venue("未成年人保护工作站", place, "protection", "咨询、临时照料、转介", ago[30])),
    )


def life(people: Mapping[str, Any], today: dt.date) -> None:
    """Providers with licence and terms, and orders at every stage."""
    soon = today + dt.timedelta(days=2)

    def provider(title: str, kind: str, sort: str, days: int, terms: str) -> Told:
        paper = {"licence": "营业执照（编号略）", "licence_until": today + dt.timedelta(days=days)}
        given = {"title": title, "kind": kind, "sort": sort, "terms": terms, "promise": 2}
        return Told(
            {**given, **({} if sort == "volunteers" else paper), "signed_until": today + dt.timedelta(days=300)}
        )

    providers = fill(
        "life-providers",
        people,
        provider("甲助餐公司", "meals", "company", 400, "午餐十五元起，送餐上门另加两元。"),
        provider("乙维修铺", "repair", "self", 45, "小修三十元起，材料另计。"),
        provider("丙养老服务社", "care", "organisation", 700, "居家照护每小时六十元，可用补贴。"),
        provider("丁志愿服务队", "hair", "volunteers", 0, "每月两次免费理发。"),
    )
    if not providers:
        return
    show(people, *providers)
    served = ("handler", "lifeorder_serve", {"served_on": today, "price": "60"})

    def order(title: str, name: str, kind: str, *moves: Any) -> Told:
        given = {"title": title, "name": name, "kind_of": kind, "wanted_on": soon, "pays": "partly"}
        return Told({**given, "details": "请提前电话联系。"}, moves)

    def passed(number: int, day: dt.date = soon) -> Any:
        return ("handler", "lifeorder_pass", {"provider": named(providers[number]), "promised_on": day})

    fill(
        "life-orders",
        people,
        order("每日午餐送餐", "祝某", "meals"),
        order("水龙头漏水", "董某", "repair", passed(1)),
        order("出院后居家照护", "梁某", "care", passed(2, today), served),
        order("周末送餐", "杜某", "meals", passed(0, today), served, ("handler", "lifeorder_rate", {"stars": 5})),
        order("换灯泡", "阮某", "repair", passed(1, today), served, ("handler", "lifeorder_rate", {"stars": 2})),
    )
    _ordered_online(people, providers, today)


def _ordered_online(people: Mapping[str, Any], providers: list[Any], today: dt.date) -> None:
    """What residents ordered on the portal: one to be passed on, one with its provider, one to be rated."""
    by, soon = resident_account(phone=PHONE), today + dt.timedelta(days=2)
    told = (
        ("meals", "每日午餐，少盐少油。", "parent", ()),
        ("repair", "厨房水龙头滴水，需更换垫圈。", "self", ("pass",)),
        ("hair", "行动不便，请上门理发。", "parent", ("pass", "accept", "report")),
    )
    for number, (kind, details, whom, steps) in enumerate(told):
        relative = whom != "self"
        values: dict[str, Any] = {"kind_of": kind, "provider": None, "details": details, "wanted_on": soon}
        values["hours"] = "morning"
        values |= {"for_whom": whom, "older": relative, "agreed": relative, "place_sealed": "某路某弄某号某室"}
        made = order_online(user=by, name="陈某", values=values | {"served_sealed": "陈某某" if relative else ""})
        if "pass" in steps:
            which = {"provider": named(providers[(0, 1, 3)[number]]), "promised_on": soon}
            take(people, made, ("handler", "lifeorder_pass", which))
        for step, typed in (("accept", {"promised_on": today}), ("report", {"served_on": today})):
            if step in steps:
                seen = {"passed": last_passed(made)}
                move(case=made, key=f"lifeorder_{step}", actor=Actor.link(), data=typed, extra=seen)


def _contract(project: Any, ago: list[dt.date]) -> dict[str, Any]:
    given = {"title": f"{project.title}服务采购", "project": named(project), "contractor": "某社会服务中心"}
    days = {"signed_on": ago[120], "runs_until": ago[0] + dt.timedelta(days=50), "evaluated_on": ago[1]}
    return {**given, "method": "quotes", "price": "80000", "paid": "40000", **days}


def _venue(title: str, place: str, kind: str, offers: str, checked: dt.date) -> dict[str, Any]:
    given = {"title": title, "neighbourhood": place, "kind": kind, "address": "某路某号", "hours": "以现场公告为准"}
    return {**given, "offers": offers, "run_by": "某服务社", "free": "on", "step_free": "on", "safety_on": checked}
