"""Made-up social organisations, incubations and grant projects (H13)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.credit_code import check_character
from caojiadu.core.registers.demo import Told, fill, named, take
from offices.development.demo_events import area

DAY = dt.timedelta(days=1)


def code(number: int) -> str:
    """A credit code of nobody, with a check character that fits."""
    body = f"52310106{number:09d}"
    return body + check_character(body)


def social(people: Mapping[str, Any], today: dt.date) -> None:
    """Organisations, who is being grown, what is given money."""
    made = fill(
        "social-organisations",
        people,
        Told(_organisation("某社会工作服务社", "service", code(1), "3a", today - 90 * DAY)),
        Told(_organisation("某社区文体协会", "association", code(2), "none", today - 300 * DAY)),
        Told(_organisation("楼组编织小组", "group", "", "none", None)),
    )
    if not made:
        return
    vetted = ("handler", "incubation_vet", {"vetting": "成员稳定，活动规范。"})
    term = {"mentor": "某高校教师", "since": today - 20 * DAY, "until": today + 300 * DAY}
    agreed = ("head", "incubation_support", term)
    helped = ("handler", "incubation_help", {"done": "辅导章程和财务制度。"})
    fill(
        "incubations",
        people,
        Told(
            _incubation("编织小组登记辅导", made[2], "registering"),
            (vetted, agreed, helped),
        ),
        Told(_incubation("文体协会能力建设", made[1], "training"), (vetted,)),
        Told(_incubation("服务社办公场地", made[0], "room")),
    )
    rounds = fill(
        "grant-rounds",
        people,
        Told(_round("社区公益项目资助", today - 40 * DAY, today + 20 * DAY)),
        Told(_round("上半年公益微项目资助", today - 200 * DAY, today - 170 * DAY)),
    )
    grants = fill(
        "grant-projects",
        people,
        Told(_grant("认知障碍友好社区", made[0], "older", 60_000) | {"round": named(rounds[0])}),
        Told(_grant("亲子阅读角", made[1], "families", 20_000) | {"round": named(rounds[0])}),
        Told(_grant("旧衣再生工坊", made[1], "green", 15_000)),
    )
    for one in grants[:2]:
        take(people, one, ("handler", "discuss", {"discussion": "专家和居民代表评审，得分居前。"}))
    first = grants[0]
    take(people, first, ("head", "approve", {"granted": 50_000}))
    take(people, first, ("handler", "fund", {"funded_on": today - 20 * DAY}))
    milestone = {"milestone": "完成首轮筛查", "due_on": today + 30 * DAY}
    paid = {"amount": 8_000, "purpose": "活动物资", "voucher": "记-31", "paid_on": today - DAY}
    take(people, first, ("handler", "set_milestone", milestone))
    take(people, first, ("handler", "begin", {"ends_on": today + 200 * DAY}), ("handler", "spend", paid))


def _round(title: str, opens: dt.date, closes: dt.date) -> dict[str, Any]:
    money = {"year": opens.year, "total": 300_000, "most": 60_000, "opens_on": opens, "closes_on": closes}
    return {"title": title, **money, "conditions": "在本街道开展服务的社会组织均可申报，须有明确服务对象和预算。"}


def _organisation(title: str, kind: str, code: str, grade: str, seen: dt.date | None) -> dict[str, Any]:
    about = {"title": title, "kind": kind, "credit_code": code, "neighbourhood": area(), "grade": grade}
    return {**about, "does": "为老服务和社区文体", "members": 15, "seat": "某路某号", "looked_at_on": seen or ""}


def _incubation(title: str, of: Any, wanted: str) -> dict[str, Any]:
    return {"title": title, "organisation": named(of), "help_wanted": wanted, "plan": "一年内能独立承接项目。"}


def _grant(title: str, of: Any, field: str, budget: int) -> dict[str, Any]:
    about = {"title": title, "organisation": named(of), "field": field, "neighbourhood": area()}
    return {**about, "people": 200, "aim": "回应居民需求，形成可持续服务。", "budget": budget, "own_money": 5_000}
