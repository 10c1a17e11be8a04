"""Made-up bodies, meetings and agenda items (A1)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Move, Told, fill, named, take


def meetings(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Bodies, meetings and agenda items at every point of their lives (A1)."""
    bodies = fill(
        "meeting-bodies",
        people,
        Told(_body("街道党工委会议", 7, 5, rules="会议由党工委书记召集并主持，重大事项逐项表决。")),
        Told(_body("街道办事处主任办公会", 6, 4)),
        Told(_body("专题会议", 4, 2, collective="")),
    )
    if not bodies:
        return
    held = ("handler", "hold", {"expected": 7, "present": 6, "absent": "一名委员外出学习，已请假。"})
    minuted = ("handler", "minute", {"minutes": "会议逐项审议了列入议程的议题，形成的决定由有关科室落实。"})
    past, last, coming = fill(
        "committee-meetings",
        people,
        Told(_meeting("党工委会议（上旬）", bodies[0], now - dt.timedelta(days=12))),
        Told(_meeting("主任办公会", bodies[1], now - dt.timedelta(days=2))),
        Told(_meeting("党工委会议（下旬）", bodies[0], now + dt.timedelta(days=4))),
    )
    reviewed: Move = ("head-a", "review", {})
    agreed = {"outcome": "agreed", "decision": "同意。由提出科室牵头，按期落实。"}
    votes = {
        "votes_for": 5,
        "votes_against": 0,
        "abstained": 0,
        "aside": 1,
        "aside_why": "一名委员系相关单位负责人亲属。",
    }
    day = now.date() + dt.timedelta(days=20)
    task = {"task": "报送实施方案", "content": "按会议决定制定实施方案并报党政办公室。", "wanted_on": day}
    items = fill(
        "agenda-items",
        people,
        Told(_item("某小区综合修缮项目立项", "C", "project"), (reviewed, _on(past))),
        Told(_item("年度安全检查计划", "E", "ordinary"), (reviewed, _on(past))),
        Told(_item("公共文化设施委托运营", "H", "money"), (reviewed, _on(coming))),
        Told(_item("居民区服务站调整", "D", "decision"), (reviewed,)),
        Told(_item("楼组建设经费安排", "F", "ordinary")),
    )
    for at, attendance in ((past, held), (last, ("handler", "hold", {"expected": 6, "present": 6, "absent": ""}))):
        take(people, at, attendance)
    take(people, items[0], ("handler", "decide", agreed | votes))
    take(people, items[0], ("handler", "hand_out", task | {"office": _office("C")}))
    take(people, items[1], ("handler", "decide", agreed), ("handler", "finish", {}))
    take(people, past, minuted, ("head", "settle", {}))


def _body(title: str, members: int, quorum: int, *, collective: str = "on", rules: str = "") -> dict[str, Any]:
    return {"title": title, "members": members, "quorum": quorum, "collective": collective, "rules": rules}


def _meeting(title: str, body: Any, at: dt.datetime) -> dict[str, Any]:
    moment = at.replace(hour=9, minute=30)
    return {
        "title": title,
        "body": named(body),
        "held_at": f"{moment:%Y-%m-%dT%H:%M}",
        "place": "街道会议室",
        "chair": "主持人甲",
    }


def _item(title: str, office: str, major: str) -> dict[str, Any]:
    return {"title": title, "proposed_by": _office(office), "major": major, "proposal": f"提请审议{title}有关事项。"}


def _on(meeting: Any) -> tuple[str, str, dict[str, Any]]:
    return ("handler", "schedule", {"meeting": meeting.pk})


def _office(code: str) -> int:
    return Office.objects.get(code=code).pk
