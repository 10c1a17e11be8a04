"""Made-up sites and inspections (E1)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill, named


def safety(people: Mapping[str, Any], today: dt.date) -> None:
    """Sites, and inspections at every point of their lives (E1)."""
    sites = fill(
        "sites",
        people,
        Told(_site("武定西路某装修工地", "building", "甲建筑装饰公司", "high", today + dt.timedelta(days=25))),
        Told(_site("万航渡路某餐饮店", "shop", "乙餐饮店", "middle", today + dt.timedelta(days=200))),
        Told(_site("康定路某商务楼", "crowded", "丙物业公司", "middle", today + dt.timedelta(days=90))),
        Told(_site("延平路某小区", "estate", "丁物业公司", "low", today + dt.timedelta(days=400))),
    )
    if not sites:
        return
    found = ("handler", "inspect_found", {"inspected_on": today, "found": "临时用电线路沿地面拖放，无保护。"})
    served = {"served_on": today, "served_how": "signed", "order_number": "曹安责改〔2026〕3号"}
    order = {"order": "线路架空并加装漏电保护。", "fix_by": today + dt.timedelta(days=5), **served}
    ordered = ("handler", "order_fix", order)
    fixed = ("handler", "report_fixed", {"fixed": "已架空，漏电保护已装。"})
    passed = ("handler", "recheck_passed", {"seen": "现场查看，已按要求整改。"})
    plans = fill(
        "inspection-plans",
        people,
        Told(
            {
                "title": "年度安全生产检查计划",
                "year": today.year,
                "focus": "用电用气、疏散通道、有限空间作业。",
                "high_times": 4,
                "middle_times": 2,
                "low_times": 1,
                "ends_on": dt.date(today.year, 12, 31),
            },
            (("head", "safetyplan_approve", {}),),
        ),
    )
    major = ("handler", "inspect_major", {"inspected_on": today, "found": "安全出口上锁，喷淋系统停用。"})
    told = ("handler", "report_department", {"department": "区消防救援支队", "department_on": today})
    fill(
        "inspections",
        people,
        Told(_look(sites[1], "节前消防检查", today + dt.timedelta(days=3), plans[0])),
        Told(_look(sites[2], "夜间消防抽查", today, plans[0]), (major, told)),
        Told(_look(sites[0], "装修工地用电检查", today), (found, ordered)),
        Told(_look(sites[2], "商务楼疏散通道检查", today), (found, ordered, fixed)),
        Told(_look(sites[3], "小区充电棚检查", today), (found, ordered, fixed, passed)),
        Told(_look(sites[1], "燃气使用检查", today), (("handler", "inspect_clean", {"inspected_on": today}),)),
    )


def _site(title: str, kind: str, operator: str, risk: str, until: dt.date) -> dict[str, Any]:
    address = title.partition("某")[0]
    return {
        "title": title,
        "kind": kind,
        "operator": operator,
        "address": address,
        "risk": risk,
        "permit_until": until,
        "inspected_on": until - dt.timedelta(days=365),
    }


def _look(site: Any, title: str, day: dt.date, plan: Any = None) -> dict[str, Any]:
    given = {"title": title, "site": named(site), "planned_on": day}
    return {**given, "round": named(plan)} if plan else given
