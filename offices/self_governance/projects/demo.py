"""Made-up self-government projects and their meetings (F3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Move, Told, fill, named, take

DAY = dt.timedelta(days=1)


def projects(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Projects from a topic to a published result, each with the meetings that it needs."""
    today = now.date()
    made = fill(
        "self-government-projects",
        people,
        Told(_project("楼前小花园改造", "renewal", 120, 30000)),
        Told(_project("非机动车停放公约", "rules", 260, 8000)),
        Told(_project("独居老人敲门行动", "care", 45, 6000)),
        Told(_project("楼道文化墙", "culture", 36, 5000)),
    )
    if not made:
        return
    heard = [_meeting(f"{one.title}听证会", "hearing", one, now - 40 * DAY) for one in made[:3]]
    judged = _meeting("楼前小花园改造评议会", "review", made[0], now - 3 * DAY)
    coming = _meeting("停放公约协调会", "coordination", made[1], now + 5 * DAY)
    over: tuple[Move, ...] = (
        ("handler", "hold", {"expected": 30, "present": 24}),
        ("handler", "minute", {"minutes": "与会居民逐一发表意见。", "outcome": "到会居民多数同意，建议已采纳。"}),
        ("head", "settle", {}),
    )
    *ended, _coming = fill("three-meetings", people, *(Told(one, over) for one in (*heard, judged)), Told(coming))
    for one in ended:
        one.refresh_from_db()
        words = {name: getattr(one, name) for name in ("title", "matter", "outcome")}
        take(people, one, ("head", "publish", words))
    for one in made[:3]:
        take(people, one, ("handler", "discuss", {"discussion": "楼组长、居民代表和社工商议，形成初步方案。"}))
    for one, granted in ((made[0], 28000), (made[1], 8000)):
        take(
            people, one, ("head", "approve", {"granted": granted}), ("handler", "fund", {"funded_on": today - 30 * DAY})
        )
        take(people, one, _milestone("方案公示", today + 3 * DAY), _milestone("完成实施", today + 25 * DAY))
        take(people, one, ("handler", "begin", {"ends_on": today + 30 * DAY}))
        take(people, one, _spent("材料", 4200, today - 5 * DAY))
    first, last = made[0].milestones.all()
    take(people, made[0], _reached(first), _reached(last), _spent("绿化施工", 21500, today - DAY))
    take(people, made[0], ("handler", "finish", {"result": "完成改造并由居民认领养护。"}))
    take(people, made[0], ("head", "review", {"verdict": "good", "review": "居民满意，建议加强日常养护。"}))


def _project(title: str, field: str, households: int, budget: int) -> dict[str, Any]:
    return {
        "title": title,
        "field": field,
        "neighbourhood": _area(),
        "group": "某楼组自治小组",
        "partner": "某社会工作服务社",
        "households": households,
        "aim": "由居民商量、居民动手，解决身边的事。",
        "budget": budget,
    }


def _meeting(title: str, kind: str, project: Any, at: dt.datetime) -> dict[str, Any]:
    return {
        "title": title,
        "kind_of": kind,
        "neighbourhood": _area(),
        "project": named(project),
        "matter": f"{project.title}的方案和经费。",
        "sides": "项目涉及的居民、楼组长、业委会、物业公司。",
        "held_at": f"{at:%Y-%m-%dT%H:%M}",
        "place": "居民区活动室",
        "chair": "居委会主任",
    }


def _milestone(title: str, day: dt.date) -> tuple[str, str, dict[str, Any]]:
    return ("handler", "set_milestone", {"milestone": title, "due_on": day})


def _reached(milestone: Any) -> tuple[str, str, dict[str, Any]]:
    return ("handler", "reach", {"milestone": milestone.pk, "what": "按计划完成，现场照片已存档。"})


def _spent(purpose: str, amount: int, day: dt.date) -> tuple[str, str, dict[str, Any]]:
    return ("handler", "spend", {"amount": amount, "purpose": purpose, "voucher": f"记-{amount}", "paid_on": day})


def _area() -> int:
    return Neighbourhood.objects.get(key="wunan").pk
