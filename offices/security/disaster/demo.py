"""Made-up plans, shelters, stocks, warnings and drills (E2)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.registers.demo import Told, fill, named

WEAK = "下沉式小区出入口、地下车库坡道、沿街老旧店招。"
FORCES = "街道应急分队二十人，各居民区抢险小组，配备水泵四台。"
SEEN = "按预案集结、架设挡水板、排水，用时二十五分钟。"
DUTIES = (
    ("二十四小时值班", "4", "A", "实行领导带班和二十四小时值班，按时报送情况。"),
    ("巡查易积水点", "4", "C", "对易积水点、下立交、地下空间出入口开展巡查。"),
    ("检查店招和工地", "3", "C", "检查沿街店招、工地围挡、脚手架并督促加固。"),
    ("开放避难场所", "2", "E", "开放避难场所，做好接收安置准备。"),
    ("上门提醒独居老人", "2", "D", "联系独居、高龄老人，提醒减少外出。"),
    ("转移危险区域人员", "1", "E", "组织危险房屋、低洼区域人员转移安置。"),
)


def disaster(people: Mapping[str, Any], today: dt.date) -> None:
    """One season with its plan, what is ready for it, two warnings and the drills."""
    plans = fill(
        "flood-plans",
        people,
        Told(
            _plan("街道防汛防台专项预案", today, -200),
            (
                ("head", "floodplan_approve", {}),
                ("handler", "floodplan_file", {"filed_on": today - dt.timedelta(days=210), "filed_as": ""}),
            ),
        ),
        Told(_plan("街道防汛防台专项预案（修订）", today, 165)),
    )
    if not plans:
        return
    shelters = _ready(people, today)
    _warnings(people, today)
    _drills(people, today, plans, shelters)


def _ready(people: Mapping[str, Any], today: dt.date) -> list[Any]:
    wunan = str(Neighbourhood.objects.get(key="wunan").pk)
    shelters = fill(
        "shelters",
        people,
        Told(_shelter("某中学体育馆", "school", wunan, 300, today - dt.timedelta(days=170))),
        Told(_shelter("社区活动室", "centre", wunan, 60, today - dt.timedelta(days=40))),
        Told(_shelter("某公园应急广场", "green", "", 800, today - dt.timedelta(days=90))),
    )
    fill(
        "disaster-stocks",
        people,
        Told(_stock("吸水膨胀袋", "barrier", 400, 300, "只", today)),
        Told(_stock("移动水泵", "pump", 3, 4, "台", today - dt.timedelta(days=80))),
        Told(_stock("饮用水", "food", 60, 40, "箱", today - dt.timedelta(days=30), today + dt.timedelta(days=45))),
    )
    return shelters


def _warnings(people: Mapping[str, Any], today: dt.date) -> None:
    offices = {office.code: str(office.pk) for office in Office.objects.all()}
    duties = ({"title": t, "level": level, "doer": offices[code], "content": c} for t, level, code, c in DUTIES)
    fill("response-duties", people, *(Told(duty) for duty in duties))
    fill(
        "warnings",
        people,
        Told(
            _warning("暴雨蓝色预警", "rain", "4", f"{today - dt.timedelta(days=70)}T14:20"),
            (
                ("handler", "warning_report", {"moved": 0, "flooded": 2, "note": "两处短时积水，已排除。"}),
                ("handler", "warning_lift", {"lifted_at": f"{today - dt.timedelta(days=70)}T21:00"}),
            ),
        ),
        Told(_warning("台风黄色预警", "typhoon", "3", f"{today}T07:30")),
    )


def _drills(people: Mapping[str, Any], today: dt.date, plans: list[Any], shelters: list[Any]) -> None:
    fill(
        "drills",
        people,
        Told(
            _drill("汛前防汛演练", "flood", today, plan=named(plans[0])),
            (
                ("handler", "drill_hold", {"held_on": today, "people": 46, "course": SEEN}),
                ("head", "drill_problems", {"problems": "一台水泵未能启动。", "fix_by": today + dt.timedelta(days=7)}),
            ),
        ),
        Told(_drill("避难场所启用演练", "shelter", today + dt.timedelta(days=20), shelter=named(shelters[0]))),
    )


def _plan(title: str, today: dt.date, offset: int) -> dict[str, Any]:
    start = today + dt.timedelta(days=offset)
    season = {"season_from": start, "season_to": start + dt.timedelta(days=120), "year": start.year}
    return {"title": title, "weak_points": WEAK, "forces": FORCES, **season}


def _shelter(title: str, kind: str, place: str, places: int, checked: dt.date) -> dict[str, Any]:
    given = {"title": title, "kind": kind, "neighbourhood": place, "places": places, "checked_on": checked}
    return {**given, "address": "某路", "step_free": "on", "keys_with": "平安办值班室"}


def _stock(
    title: str, kind: str, amount: int, least: int, unit: str, counted: dt.date, good: dt.date | None = None
) -> dict[str, Any]:
    given = {"title": title, "kind": kind, "store": "街道应急物资仓库", "amount": amount, "least": least, "unit": unit}
    return {**given, "counted_on": counted, **({"good_until": good} if good else {})}


def _warning(title: str, hazard: str, level: str, at: str) -> dict[str, Any]:
    return {"title": title, "hazard": hazard, "level": level, "issued_at": at, "issued_by": "市气象台"}


def _drill(title: str, practised: str, day: dt.date, **more: Any) -> dict[str, Any]:
    return {"title": title, "practised": practised, "planned_on": day, **more}
