"""Made-up social workers, teams, projects, policies, requests and events (G5, G8)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.demo import Told, fill, named


def social(people: Mapping[str, Any], today: dt.date) -> None:
    """Certificates, one of them in renewal, teams and what they take on."""
    made = fill(
        "social-workers",
        people,
        Told(_worker("余某", "aged", "worker", months_after(today, 2))),
        Told(_worker("汪某", "youth", "assistant", months_after(today, 20))),
        Told(_worker("田某", "justice", "worker", months_after(today, 9))),
    )
    if not made:
        return
    fill(
        "certificate-renewals",
        people,
        Told(
            {"title": "余某证书再登记", "worker": named(made[0]), "ends_on": made[0].valid_until},
            (("handler", "certificate_check", {"taught": 60, "owed": 90}),),
        ),
    )
    teams = fill(
        "service-teams",
        people,
        Told(_team("为老服务队", "aged", 14, 5, "上门探访、助餐助浴协调和精神慰藉。", today)),
        Told(_team("青少年成长队", "youth", 9, 4, "课后托管、假期活动和个案辅导。", today)),
    )
    discussed = ("handler", "discuss", {"discussion": "队伍与居委会商议，形成方案。"})
    fill(
        "team-projects",
        people,
        Told(
            _project("失智老人家庭支持", teams[0], 40, 30000),
            (discussed, ("head", "approve", {"granted": 26000})),
        ),
        Told(_project("暑期成长营", teams[1], 60, 18000)),
    )


def talent(people: Mapping[str, Any], today: dt.date) -> None:
    """Policies, requests from raised to closed, a talk that was held and a fair to come."""
    policies = fill(
        "talent-policies",
        people,
        Told(_policy("人才公寓申请（示例）", "housing", "在本区就业的青年人才", "按规定申请租赁人才公寓。", today)),
        Told(_policy("子女就学服务（示例）", "school", "重点企业引进人才", "协调子女入学咨询与材料预审。", today)),
    )
    if not policies:
        return
    answer = ("handler", "talent_answer", {"answer": "符合条件，可按指南申请。", "policy": named(policies[0])})
    closed = ("handler", "talent_close", {"verdict": "content", "note": "电话回访。"})
    passed = ("handler", "talent_pass", {"passed_to": "区教育部门", "wanted_by": today + dt.timedelta(days=12)})
    fill(
        "talent-requests",
        people,
        Told(_request("申请人才公寓", "苗某", "housing", today), (answer, closed)),
        Told(_request("子女转学咨询", "凤某", "school", today), (passed,)),
        Told(_request("职称评审培训", "花某", "training", today)),
    )
    fill(
        "talent-events",
        people,
        Told(_event("人才政策宣讲", "policy", today - dt.timedelta(days=4)), (("handler", "hold", {"others": 32}),)),
        Told(_event("楼宇招聘会", "fair", today + dt.timedelta(days=15))),
    )


def _worker(name: str, field: str, level: str, until: dt.date) -> dict[str, Any]:
    registered = months_after(until, -36)
    about = {"field": field, "level": level, "employer": "某社会工作服务社"}
    return {"title": name, "registered_on": registered, "valid_until": until, **about}


def _team(title: str, field: str, members: int, certified: int, serves: str, today: dt.date) -> dict[str, Any]:
    about = {"organisation": "某社会工作服务社", "members": members, "certified": certified, "serves": serves}
    return {"title": title, "field": field, "judged_on": today - dt.timedelta(days=200), **about}


def _project(title: str, team: Any, reaches: int, budget: int) -> dict[str, Any]:
    about = {"aim": "提升服务对象及其家庭的支持网络。", "method": "个案与小组结合，每月督导一次。"}
    return {"title": title, "team": named(team), "reaches": reaches, "budget": budget, **about}


def _policy(title: str, area: str, whom: str, offers: str, today: dt.date) -> dict[str, Any]:
    about = {"issued_by": "区人才工作部门", "document": "某文件（示例）", "apply": "向街道人力资源办公室提交材料。"}
    days = {"since": today - dt.timedelta(days=100), "until": today + dt.timedelta(days=500)}
    return {"title": title, "area": area, "whom": whom, "offers": offers, **about, **days}


def _request(title: str, name: str, area: str, today: dt.date) -> dict[str, Any]:
    about = {"employer": "甲科技公司", "asked": f"咨询并请求协助：{title}。", "raised_on": today}
    return {"title": title, "name": name, "area": area, **about}


def _event(title: str, sort: str, on: dt.date) -> dict[str, Any]:
    begins = timezone.localtime().replace(year=on.year, month=on.month, day=on.day, hour=14, minute=0)
    return {
        "title": title,
        "sort": sort,
        "partners": "区人才服务中心",
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + dt.timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "place": "社区党群服务中心",
        "places": 50,
    }
