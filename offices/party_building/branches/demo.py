"""Made-up Party organisations, new organisations, foundings, sessions and re-elections (B2, B3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.credit_code import check_character
from caojiadu.core.registers.demo import Told, fill, named

DAY = dt.timedelta(days=1)


def code(number: int) -> str:
    """A credit code of nobody, with a check character that fits."""
    body = f"99310106{number:09d}"
    return body + check_character(body)


def branches(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    generals = fill(
        "party-organisations",
        people,
        Told(_organisation("某某居民区党总支", "general", today, elected=900, members=186, seats=7, met=40)),
        Told(_organisation("某某园居民区党总支", "general", today, elected=1700, members=142, seats=5, met=80)),
        Told(_organisation("某某居民区第一党支部", "branch", today, elected=900, members=41, seats=5, met=60)),
        Told(
            _organisation("甲楼宇联合党支部", "joint", today, elected=500, members=9, seats=3, met=95)
            | {"sphere": "two_new", "term_until": today + 500 * DAY}
        ),
    )
    if not generals:
        return
    new = fill(
        "new-organisations",
        people,
        Told(_company("甲科技公司", 1, today, staff=86, members=5)),
        Told(_company("乙咨询公司", 2, today, staff=32, members=3)),
        Told(_company("丙社会服务中心", 3, today, staff=14, members=1, kind="service", coverage="guide")),
        Told(_company("丁律师事务所", 4, today, staff=40, members=2, kind="firm") | _joint(generals[3])),
        Told(_company("戊商贸公司", 5, today, staff=55, members=4)),
    )
    prepared = {"prepared_on": today - 40 * DAY, "guide": "街道党建指导员", "done": "核对组织关系，推荐书记人选。"}
    applied = {"applied_on": today - 30 * DAY, "full_members": 5}
    elected = {"elected_on": today - 5 * DAY, "entitled": 5, "voted": 5, "seats": 0, "term_until": today + 1000 * DAY}
    way: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("handler", "prepare", prepared),
        ("handler", "apply", applied),
        ("head", "approve", {"approved_on": today - 15 * DAY, "paper": "某党工委批复一号"}),
        ("handler", "elect", elected),
        ("head", "set_up", {}),
    )
    fill(
        "branch-foundings",
        people,
        Told(_founding("甲科技公司党支部筹建", new[0]), way),
        Told(_founding("乙咨询公司党支部筹建", new[1]), (("handler", "prepare", prepared),)),
        Told(_founding("戊商贸公司党支部筹建", new[4], origin="members")),
    )
    _sessions(people, now, generals)
    _elections(people, today, generals)
    fill(
        "dual-registrations",
        people,
        Told(_registered("某某单位机关党支部", "unit", generals[0], today, 28)),
        Told(_registered("在职党员（某某居民区）", "members", generals[1], today, 64)),
    )


def _sessions(people: Mapping[str, Any], now: dt.datetime, hosts: list[Any]) -> None:
    held = ("handler", "hold", {"expected": 41, "present": 35, "absent": "六人因病、因事请假。"})
    minuted = ("handler", "minute", {"minutes": "学习文件，讨论年度计划。", "resolved": "通过年度计划。"})
    fill(
        "party-sessions",
        people,
        Told(_session("第一季度党员大会", hosts[2], "members", now - 6 * DAY), (held, minuted, ("head", "settle", {}))),
        Told(_session("本月主题党日", hosts[2], "day", now - DAY), (held,)),
        Told(_session("下月党课", hosts[0], "lesson", now + 12 * DAY) | {"lecturer": "居民区党总支书记"}),
    )


def _elections(people: Mapping[str, Any], today: dt.date, hosts: list[Any]) -> None:
    approved = ("head", "approve", {"approved_on": today - 2 * DAY})
    settled = ("handler", "settle", {"candidates": 6, "checked_with": "派出所、市场监管等单位"})
    fill(
        "party-elections",
        people,
        Told(_election("某某园居民区党总支换届", hosts[1], today), (approved, settled)),
        Told(_election("第一党支部委员增补", hosts[2], today)),
    )


def _organisation(
    title: str, level: str, today: dt.date, *, elected: int, members: int, seats: int, met: int
) -> dict[str, Any]:
    start = today - elected * DAY
    return {
        "title": title,
        "level": level,
        "sphere": "residential",
        "under": "",
        "neighbourhood": Neighbourhood.objects.order_by("pk").values_list("pk", flat=True).first(),
        "members": members,
        "seats": seats,
        "elected_on": start,
        "term_until": start + 1820 * DAY,
        "met_on": today - met * DAY,
        "party_day_on": today - 20 * DAY,
        "dues_on": today - 25 * DAY,
    }


def _company(
    title: str, number: int, today: dt.date, *, staff: int, members: int, kind: str = "company", coverage: str = "none"
) -> dict[str, Any]:
    return {
        "title": title,
        "kind": kind,
        "credit_code": code(number),
        "address": "某路某号",
        "neighbourhood": Neighbourhood.objects.order_by("pk").values_list("pk", flat=True).first(),
        "staff": staff,
        "full_members": members,
        "probationary": 0,
        "coverage": coverage,
        "branch": "",
        "contacted_on": today - 30 * DAY,
        "reviewed_on": today - 300 * DAY,
    }


def _joint(branch: Any) -> dict[str, Any]:
    return {"coverage": "joint", "branch": named(branch)}


def _founding(title: str, organisation: Any, *, origin: str = "street") -> dict[str, Any]:
    return {"title": title, "organisation": named(organisation), "form": "own", "origin": origin}


def _session(title: str, branch: Any, sort: str, at: dt.datetime) -> dict[str, Any]:
    return {
        "title": title,
        "branch": named(branch),
        "sort": sort,
        "subject": "学习文件，讨论工作。",
        "lecturer": "",
        "held_at": f"{at:%Y-%m-%dT%H:%M}",
        "place": "居民区党群服务站",
        "chair": "书记",
    }


def _election(title: str, branch: Any, today: dt.date) -> dict[str, Any]:
    plan = "按期换届，差额选举。"
    return {"title": title, "branch": named(branch), "requested_on": today - 9 * DAY, "seats": 5, "plan": plan}


def _registered(title: str, kind: str, host: Any, today: dt.date, people: int) -> dict[str, Any]:
    return {
        "title": title,
        "kind": kind,
        "host": named(host),
        "registered_on": today - 200 * DAY,
        "people": people,
        "offers": "文明劝导、结对走访、法律咨询",
        "served_on": today - 60 * DAY,
        "services": 6,
    }
