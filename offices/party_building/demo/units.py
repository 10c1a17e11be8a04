"""Made-up member units, joint projects, enterprises and their requests (B1, B8)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named, take
from offices.party_building.branches.demo import code

DAY = dt.timedelta(days=1)


def units(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Who takes part, what was decided, and projects on their way."""
    today = now.date()
    members = fill(
        "member-units",
        people,
        Told(_unit("某银行支行", "state", today, 36)),
        Told(_unit("某小学", "school", today, 52)),
        Told(_unit("某医院", "hospital", today, 140)),
    )
    if not members:
        return
    held = ("handler", "hold", {"expected": 12, "present": 11, "absent": "", "units_came": 9})
    minuted = (
        "handler",
        "minute",
        {"minutes": "通报上年项目，商定本年清单。", "project_list": "健康讲堂；暑托班共建。"},
    )
    fill(
        "regional-meetings",
        people,
        Told(_meeting("第一季度联席会议", now - 5 * DAY), (held, minuted, ("head", "settle", {}))),
        Told(_meeting("下季度联席会议", now + 20 * DAY)),
    )
    projects = fill(
        "joint-projects",
        people,
        Told(_project("健康讲堂进楼组", members[2], "health", today)),
        Told(_project("青少年暑期共建", members[1], "youth", today)),
        Told(_project("防诈骗宣传共建", members[0], "order", today)),
    )
    for one in projects[:2]:
        take(people, one, ("handler", "discuss", {"discussion": "与单位商定分工和经费。"}))
    take(people, projects[0], ("head", "approve", {"granted": 5000}), ("handler", "fund", {"funded_on": today}))
    milestone = {"milestone": "首场讲座", "due_on": today + 15 * DAY}
    take(people, projects[0], ("handler", "set_milestone", milestone))
    take(people, projects[0], ("handler", "begin", {"ends_on": today + 90 * DAY}))
    _enterprises(people, today)


def _enterprises(people: Mapping[str, Any], today: dt.date) -> None:
    firms = fill(
        "enterprises",
        people,
        Told(_firm("庚信息公司", 21, "tech", "key", today)),
        Told(_firm("辛文化公司", 22, "culture", "growing", today)),
        Told(_firm("壬餐饮店", 23, "life", "usual", today)),
    )
    fill(
        "enterprise-visits",
        people,
        Told(_visit("领导走访重点企业", firms[0], "leader", today - 12 * DAY, wishes=1)),
        Told(_visit("日常走访", firms[1], "steward", today - 40 * DAY, wishes=1)),
    )
    task = {"answer": "已协调物业增设指示牌，并告知企业办理流程。"}
    fill(
        "enterprise-requests",
        people,
        Told(_request("咨询人才落户政策", firms[0], "talent", today)),
        Told(_request("希望解决员工用餐", firms[1], "around", today), (("head", "take_on", {}),)),
        Told(
            _request("门前车辆停放混乱", firms[2], "around", today),
            (
                ("head", "take_joint", {"reason": "涉及城管、交警。"}),
                ("handler", "answer", task),
                ("head", "rate", {"rating": "happy", "remark": ""}),
            ),
        ),
    )


def _area() -> Any:
    return Neighbourhood.objects.order_by("pk").values_list("pk", flat=True).first()


def _unit(title: str, kind: str, today: dt.date, members: int) -> dict[str, Any]:
    return {
        "title": title,
        "kind": kind,
        "neighbourhood": _area(),
        "joined_on": today - 800 * DAY,
        "party_members": members,
        "gives": "场地、讲师、志愿者",
        "needs": "员工子女暑期看护",
        "agreed_until": today + 120 * DAY,
        "visited_on": today - 90 * DAY,
    }


def _meeting(title: str, at: dt.datetime) -> dict[str, Any]:
    when = {"held_at": f"{at:%Y-%m-%dT%H:%M}", "place": "党群服务中心", "chair": "党工委书记"}
    return {"title": title, "matter": "通报项目进展，商定项目清单。", "units_invited": 10, **when}


def _project(title: str, unit: Any, theme: str, today: dt.date) -> dict[str, Any]:
    return {
        "title": title,
        "year": today.year,
        "unit": named(unit),
        "theme": theme,
        "neighbourhood": _area(),
        "brings": "讲师和志愿者",
        "aim": "资源共享，服务居民。",
        "budget": 5000,
    }


def _firm(title: str, number: int, trade: str, weight: str, today: dt.date) -> dict[str, Any]:
    return {
        "title": title,
        "credit_code": code(number),
        "trade": trade,
        "weight": weight,
        "premises": "某大厦某室",
        "neighbourhood": _area(),
        "employees": 60,
        "settled_on": today - 700 * DAY,
        "lease_until": today + 200 * DAY,
        "steward": "服务专员",
    }


def _visit(title: str, firm: Any, level: str, day: dt.date, *, wishes: int) -> dict[str, Any]:
    told = {"situation": "经营平稳，计划扩招。", "wishes": wishes, "again_on": day + 90 * DAY}
    return {"title": title, "company": named(firm), "level": level, "visited_on": day, **told}


def _request(title: str, firm: Any, field: str, today: dt.date) -> dict[str, Any]:
    asked = {"way": "visit", "raised_on": today, "content": f"{title}，请街道协调。"}
    return {"title": title, "company": named(firm), "field": field, **asked}
