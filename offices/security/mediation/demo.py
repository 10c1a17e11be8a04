"""Made-up committees, mediators and disputes (E6)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named, take

SIGNED = dt.timedelta(days=6)


def mediation(people: Mapping[str, Any], today: dt.date) -> None:
    """Disputes at every point of their lives, each with its other party."""
    places = {place.key: str(place.pk) for place in Neighbourhood.objects.all()}
    committees = fill(
        "mediation-committees",
        people,
        Told(_committee("武南居民区人民调解委员会", "residents", places["wunan"], 5, today - dt.timedelta(days=1000))),
        Told(_committee("高荣居民区人民调解委员会", "residents", places["gaorong"], 5, today - dt.timedelta(days=400))),
        Told(_committee("街道人民调解委员会", "street", "", 7, today - dt.timedelta(days=400))),
    )
    if not committees:
        return
    mediators = fill(
        "mediators",
        people,
        Told(_mediator("李某", committees[0], "full", "邻里、物业", today - dt.timedelta(days=340))),
        Told(_mediator("周某", committees[1], "part", "婚姻家庭", today - dt.timedelta(days=200))),
        Told(_mediator("吴某", committees[2], "expert", "合同、损害赔偿", today - dt.timedelta(days=90))),
    )
    wunan, gaorong, street = committees
    disputes = fill(
        "mediations",
        people,
        Told(_dispute("楼上漏水损坏吊顶", "张某", "neighbours", wunan, places["wunan"], "请求修复并赔偿损失。")),
        Told(_dispute("赡养费分担", "陈某", "family", gaorong, places["gaorong"], "请求兄妹三人分担赡养费。")),
        Told(_dispute("电动自行车碰撞赔偿", "孙某", "damage", street, places["wunan"], "请求赔偿医药费。")),
        Told(_dispute("公共走道堆物", "何某", "neighbours", gaorong, places["gaorong"], "请求清理走道杂物。")),
    )
    signed = today - SIGNED
    fill(
        "mediation-parties",
        people,
        Told(_party("楼上住户", "赵某", disputes[0], "asked")),
        Told(_party("兄长", "陈某甲", disputes[1], "yes")),
        Told(_party("车辆驾驶人", "钱某", disputes[2], "yes", signed)),
        Told(_party("对门住户", "郑某", disputes[3], "yes", signed)),
    )
    heard = ("handler", "mediation_meet", {"met_on": signed, "result": "双方陈述经过，查看现场后提出调解方案。"})
    agreed = {"form": "written", "effective_on": signed, "perform_by": today + dt.timedelta(days=9)}
    accepted = ("handler", "mediation_accept", {"mediator": mediators[1].pk})
    paid = ("handler", "mediation_agree", {**agreed, "agreement": "一次性赔偿医药费八百元，双方再无争议。"})
    cleared = ("handler", "mediation_agree", {**agreed, "agreement": "三日内清空走道，不再堆放。"})
    take(people, disputes[1], accepted)
    take(people, disputes[2], ("handler", "mediation_accept", {"mediator": mediators[2].pk}), heard, paid)
    take(people, disputes[2], ("handler", "mediation_ask_court", {"court_asked_on": today}))
    take(people, disputes[3], accepted, heard, cleared)
    take(people, disputes[3], ("handler", "mediation_performed", {"visited_on": today, "result": "走道已清空。"}))


def _committee(title: str, level: str, place: str, members: int, elected: dt.date) -> dict[str, Any]:
    given = {"title": title, "level": level, "neighbourhood": place, "members": members, "elected_on": elected}
    return {**given, "chair": "王某", "women": 3}


def _mediator(name: str, committee: Any, standing: str, strengths: str, trained: dt.date) -> dict[str, Any]:
    return {
        "title": name,
        "committee": named(committee),
        "standing": standing,
        "strengths": strengths,
        "trained_on": trained,
        "engaged_until": trained + dt.timedelta(days=730),
    }


def _dispute(title: str, name: str, dispute: str, committee: Any, place: str, wish: str) -> dict[str, Any]:
    return {
        "title": title,
        "name": name,
        "dispute": dispute,
        "source": "asked",
        "committee": named(committee),
        "neighbourhood": place,
        "wish": wish,
    }


def _party(title: str, name: str, dispute: Any, willing: str, signed: dt.date | None = None) -> dict[str, Any]:
    given = {"title": title, "name": name, "mediation": named(dispute), "side": "other", "willing": willing}
    return {**given, "signed_on": signed} if signed else given
