"""Joint meetings, joint actions and the parts in them (C1)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.demo import Told, fill, named, take
from caojiadu.core.registers.verbs import enter
from offices.management.models import GridCase

DAY = dt.timedelta(days=1)
AGREED = {"minutes": "会上听取各方意见，现场核对职责。", "agreed": "由城管中队牵头，市场监管所配合，两周内整治到位。"}


def together(people: Mapping[str, Any], today: dt.date, bodies: list[Any]) -> None:
    """Meetings called, held and settled, one of them about a case that was returned; actions at every point."""
    if not bodies:
        return
    meetings = _meetings(people, bodies)
    _actions(people, today, bodies, meetings)


def _meetings(people: Mapping[str, Any], bodies: list[Any]) -> list[Any]:
    now = timezone.localtime()
    invited = ("handler", "management_invite", {"bodies": [one.pk for one in bodies[3:5]], "offices": [_office("E")]})
    held = ("handler", "hold", {"expected": 6, "present": 5, "absent": "一家单位请假"})
    minuted = ("handler", "minute", AGREED)
    found = fill(
        "joint-meetings",
        people,
        Told(_meeting("四季度社区管理例会", "regular", "研究年底街面秩序和安全工作。", now + 5 * DAY), (invited,)),
        Told(
            _meeting("地铁口夜间设摊整治", "several", "明确值守和处置分工。", now - DAY),
            (invited, held, minuted, ("head", "settle", {})),
        ),
        Told(_meeting("合用厨房改建餐饮", "unclear", "职责不清，研究牵头单位。", now - DAY), (invited, held)),
    )
    returned = GridCase.objects.filter(for_meeting=True).first()
    if found and returned is not None:
        _about(people, returned, now + 2 * DAY)
    return found


def _about(people: Mapping[str, Any], case: Any, at: dt.datetime) -> None:
    """Only the head calls a meeting about what no office takes."""
    matter = "两次派单均被退回，明确处置单位。"
    values = {"title": "油烟扰民由谁处置", "ground": "returned", "matter": matter, "order": None, "grid_case": case}
    values |= {"held_at": at, "place": "三楼会议室", "chair": "分管领导"}
    register = find("joint-meetings")
    assert register is not None
    enter(register, values, user=people["head-c"])


def _actions(people: Mapping[str, Any], today: dt.date, bodies: list[Any], meetings: list[Any]) -> None:
    decided = named(meetings[1]) if meetings else ""
    rows = (
        ("地铁口夜间设摊联合整治", "enforce", decided, 1),
        ("节前餐饮油烟联合检查", "inspect", "", 6),
        ("余姚路沿线环境集中整治", "tidy", "", 3),
        ("校园周边联勤巡查", "watch", "", 10),
    )
    actions = fill("joint-actions", people, *(Told(_action(today, *row)) for row in rows))
    if not actions:
        return
    pairs = [(action, body) for action in actions[:3] for body in bodies[3:5]]
    parts = fill("action-parts", people, *(Told(_part(today, *pair)) for pair in pairs))
    if not parts:
        return
    for action in actions[:2]:
        take(people, action, ("head", "action_approve", {}))
    done = {"came": 6, "done": "劝离摊位 5 处，规范停放 40 余辆。", "done_on": today}
    for part in parts[:2]:
        take(people, part, ("handler", "part_agree", {"note": "电话商定"}), ("handler", "part_note", done))
        take(people, part, ("handler-c2", "part_verify", {"seen": "现场随队，情况属实。"}))
    take(people, parts[2], ("handler", "part_agree", {"note": "回函同意"}))
    report = {"found": 8, "settled": 7, "done": "两小时完成，秩序恢复。"}
    take(people, actions[0], ("handler", "action_done", report))
    take(people, actions[0], ("head", "action_close", {"outcome": "建立夜间固定值守，一处移送后续处置。"}))


def _meeting(title: str, ground: str, matter: str, at: dt.datetime) -> dict[str, Any]:
    values = {"title": title, "ground": ground, "matter": matter, "order": "", "grid_case": ""}
    return {**values, "held_at": f"{at:%Y-%m-%dT%H:%M}", "place": "三楼会议室", "chair": "分管领导"}


def _action(today: dt.date, title: str, kind: str, meeting: str, ahead: int) -> dict[str, Any]:
    at = f"{today + ahead * DAY}T19:00"
    where = title.partition("联")[0].partition("集")[0]
    values = {"title": title, "kind_of_action": kind, "meeting": meeting, "starts_at": at, "where": where}
    return {**values, "aim": "集中处置突出问题，形成长效管理。", "led_by": "中心负责人"}


def _part(today: dt.date, action: Any, body: Any) -> dict[str, Any]:
    values = {"title": f"{body.title}任务", "action": named(action), "resource": named(body)}
    return {**values, "duty": body.field, "people": "6", "wanted_on": today + 10 * DAY}


def _office(code: str) -> int:
    return Office.objects.get(code=code).pk
