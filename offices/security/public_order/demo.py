"""Made-up teams, patrols, joint cases and visits (E8)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named


def public_order(people: Mapping[str, Any], today: dt.date) -> None:
    """Patrols with and without findings, joint cases at every stage."""
    places = {place.key: str(place.pk) for place in Neighbourhood.objects.all()}
    yesterday, soon = today - dt.timedelta(days=1), today + dt.timedelta(days=9)
    teams = fill(
        "guard-teams",
        people,
        Told(_team("武南平安志愿者队", "volunteers", places["wunan"], 18, today - dt.timedelta(days=345))),
        Told(_team("高荣楼组长巡防队", "heads", places["gaorong"], 12, today - dt.timedelta(days=100))),
        Told(_team("某小区物业保安队", "guards", places["wunan"], 9, today - dt.timedelta(days=60))),
    )
    if not teams:
        return
    walked = {"walked_on": today, "walkers": 4}
    saw = {**walked, "seen": "某小区车库门禁损坏，有陌生人员随意进出。"}
    patrols = fill(
        "patrols",
        people,
        Told(_patrol("周末晚间巡防", teams[0], today + dt.timedelta(days=2))),
        Told(_patrol("地铁口周边巡防", teams[1], today), (("handler", "patrol_quiet", walked),)),
        Told(_patrol("车库专项巡防", teams[2], today), (("handler", "patrol_report", saw),)),
        Told(
            _patrol("反诈宣传巡防", teams[0], today),
            (("handler", "patrol_report", saw), ("handler", "patrol_hand_on", {"handed_to": "joint"})),
        ),
    )
    assigned = ("head", "jointcase_assign", {"leads": "派出所", "bodies": "居委会、物业公司", "wanted_on": soon})
    done = ("handler", "jointcase_settle", {"measures": "修复门禁，增加夜间值守。", "result": "eased"})
    closed = ("head", "jointcase_review", {"note": "现场查看属实，同意结案。"})
    cases = fill(
        "joint-cases",
        people,
        Told(_joint("商铺门前纠纷", "dispute", "committee", places["gaorong"], "两家商铺因占道多次争吵。")),
        Told(_joint("冒充客服诈骗多发", "fraud", "police", places["wunan"], "一周内接到三起同类警情。"), (assigned,)),
        Told(
            {**_joint("车库门禁失管", "order", "patrol", places["wunan"], "巡防发现。"), "seen_on": named(patrols[3])},
            (assigned, done),
        ),
        Told(
            _joint("群租房整治", "tenancy", "grid", places["gaorong"], "一套房屋分隔出租。"), (assigned, done, closed)
        ),
    )
    fill(
        "joint-case-visits",
        people,
        Told(_visit("门禁使用情况", cases[2], yesterday, "门禁正常，夜间有人值守。", today + dt.timedelta(days=20))),
        Told(_visit("分隔拆除情况", cases[3], yesterday, "分隔已拆除，未见反弹。", today + dt.timedelta(days=30))),
    )


def _team(title: str, kind: str, place: str, size: int, trained: dt.date) -> dict[str, Any]:
    given = {"title": title, "kind": kind, "neighbourhood": place, "leader": "吴某", "size": size}
    return {**given, "trained_on": trained, "insured_until": trained + dt.timedelta(days=365)}


def _patrol(title: str, team: Any, on: dt.date) -> dict[str, Any]:
    return {"title": title, "team": named(team), "planned_on": on, "shift": "evening", "route": "万航渡路至武定西路"}


def _joint(title: str, theme: str, source: str, place: str, facts: str) -> dict[str, Any]:
    return {"title": title, "theme": theme, "source": source, "neighbourhood": place, "facts": facts}


def _visit(title: str, joint: Any, on: dt.date, found: str, again: dt.date) -> dict[str, Any]:
    return {"title": title, "joint": named(joint), "visited_on": on, "found": found, "again_on": again}
