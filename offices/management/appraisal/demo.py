"""A round that is open, one that is over with opinions at every point, one in preparation (C2, R3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.registers.demo import Told, fill, named, take
from offices.management.appraisal.counting import send
from offices.management.models import AppraisalRound, BranchAppraisal

DAY = dt.timedelta(days=1)
ABOUT = "请结合日常接触情况，对派驻本街道的执法和管理单位的到场速度、处置效果、服务态度进行评价。"
# What made-up browsers send: who, grades of the two branches, a remark.
BALLOTS = (
    ("resident", (5, 4), "夜间设摊比去年少多了，希望坚持。"),
    ("resident", (4, 4), ""),
    ("resident", (3, 2), "油烟问题反映多次，处置偏慢。"),
    ("organisation", (4, 5), ""),
    ("unit", (5, 3), "证照办理指导很耐心。"),
)
PAPER = {"voice": "resident", "where": "某居民区听证会", "grade_5": 12, "grade_4": 18, "grade_3": 5, "grade_2": 2}


def appraisals(people: Mapping[str, Any], today: dt.date, bodies: list[Any]) -> None:
    """Three rounds; ballots are sent as residents send them, and a year's opinions written, signed, passed on."""
    rounds = fill("appraisal-rounds", people, *(Told(_round(today, *row)) for row in _rounds(today)))
    if not rounds or not bodies:
        return
    pairs = [(one, body) for one in rounds for body in bodies[3:5]]
    rows = fill("appraisals", people, *(Told(_one(*pair)) for pair in pairs))
    if not rows:
        return
    for number, one in enumerate(rounds[:2]):
        take(people, one, ("head", "round_open", {"note": "已保密审查，同意公开。"}))
        _ballots(one, rows[number * 2 : number * 2 + 2])
    _over(people, rounds[1], rows[2:4], today)


def _rounds(today: dt.date) -> tuple[tuple[str, int, int, int], ...]:
    year = today.year
    return (
        (f"{year}年度派出机构群众评议", year, -5, 20),
        (f"{year}年上半年派出机构群众评议", year, -40, 0),
        (f"{year + 1}年度派出机构群众评议", year + 1, 120, 150),
    )


def _round(today: dt.date, title: str, year: int, first: int, last: int) -> dict[str, Any]:
    days = {"opens_on": today + first * DAY, "closes_on": today + last * DAY}
    return {"title": title, "year": year, "about": ABOUT, **days}


def _one(one: Any, body: Any) -> dict[str, Any]:
    return {"title": f"{one.year}年度评议：{body.title}"[:120], "round": named(one), "resource": named(body)}


def _ballots(one: AppraisalRound, rows: list[BranchAppraisal]) -> None:
    for number, (voice, grades, remark) in enumerate(BALLOTS):
        given = dict(zip([row.pk for row in rows], grades, strict=True))
        send(in_round=one, who=f"demonstration-{number}", voice=voice, grades=given, remark=remark)


def _over(people: Mapping[str, Any], one: Any, rows: list[Any], today: dt.date) -> None:
    """The round whose last day is today is closed as if it were tomorrow, and its result is public."""
    take(people, rows[0], ("handler", "appraisal_paper", PAPER))
    tomorrow = dt.datetime.combine(today + DAY, dt.time(9), tzinfo=dt.UTC)
    move(case=one, key="round_close", actor=Actor.staff(people["handler-c"]), now=tomorrow)
    opinion = {"street_grade": 4, "street_opinion": "到场及时，街面秩序有改善；夜间值守力量仍需加强。"}
    written = ("handler", "appraisal_write", opinion)
    rows[0].refresh_from_db()
    take(people, rows[0], written, ("head", "appraisal_sign", {}))
    one.refresh_from_db()
    take(people, one, ("head", "round_result", {}))
