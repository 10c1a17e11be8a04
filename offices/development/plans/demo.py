"""Made-up plans, projects, indicators and reform tasks (H0 to H2)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.registers.demo import Move, Told, fill, named, take

DAY = dt.timedelta(days=1)


def plans(people: Mapping[str, Any], today: dt.date) -> None:
    """Plans with their projects, indicators with their reports, reform tasks."""
    made = fill(
        "development-plans",
        people,
        Told(_plan("社区发展五年规划", "five", today.year - 1, 5, "建成十五分钟社区生活圈，提升公共服务品质。")),
        Told(_plan("公共空间更新专项规划", "special", today.year - 1, 3, "分批更新街区口袋公园和慢行道。")),
        Told(_plan("年度实事项目计划", "year", today.year, 1, "完成十项为民办实事项目。")),
    )
    if made:
        _projects(people, today, made)
        _indicators(people, today)
        _reforms(people, today)


def _projects(people: Mapping[str, Any], today: dt.date, plans_there: list[Any]) -> None:
    _five, space, year = plans_there
    made = fill(
        "development-projects",
        people,
        Told(_project("某路口袋公园更新", "streets", space, "某路转角绿地", 420_000)),
        Told(_project("社区食堂改建", "livelihood", year, "某小区沿街用房", 680_000)),
        Told(_project("非机动车库改造", "facility", year, "某小区地下车库", 150_000)),
        Told(_project("无障碍坡道改造", "renewal", year, "某小区各楼门", 90_000)),
    )
    for one in made[:3]:
        take(people, one, ("handler", "discuss", {"discussion": "实地踏勘并征求居民意见，方案可行。"}))
    for one, granted in ((made[0], 400_000), (made[1], 650_000)):
        take(people, one, ("head", "approve", {"granted": granted}))
        take(people, one, ("handler", "fund", {"funded_on": today - 40 * DAY}))
        for title, days in (("方案定稿", 5), ("竣工", 60)):
            take(people, one, ("handler", "set_milestone", {"milestone": title, "due_on": today + days * DAY}))
        take(people, one, ("handler", "begin", {"ends_on": today + 75 * DAY, "builder": "某建设公司"}))
    first, last = made[0].milestones.all()
    for one in (first, last):
        take(people, made[0], ("handler", "reach", {"milestone": one.pk, "what": "已按图施工完成。"}))
    paid = {"amount": 398_000, "purpose": "施工款", "voucher": "记-18", "paid_on": today - DAY}
    take(
        people, made[0], ("handler", "spend", paid), ("handler", "finish", {"result": "新增绿地和座椅，居民反映良好。"})
    )
    take(people, made[1], ("handler", "quarterly_report", {"progress": 35, "done": "完成拆除和水电改造。"}))


def _indicators(people: Mapping[str, Any], today: dt.date) -> None:
    made = fill(
        "indicators",
        people,
        Told(_indicator("每千名老人养老床位数", "service", today.year, "张", "more", 35)),
        Told(_indicator("人均公共文化设施面积", "culture", today.year, "平方米", "more", 0.22)),
        Told(_indicator("垃圾清运投诉量", "space", today.year, "件", "less", 60)),
    )
    past, value = today - 20 * DAY, {"measured_on": today - 2 * DAY, "method": "按台账汇总，抽样核对。"}
    measured = ("handler", "indicator_measure", {**value, "value": 36})
    fill(
        "indicator-reports",
        people,
        Told(
            _report("养老床位数上半年报告", made[0], past, today + 5 * DAY),
            (measured, ("head", "indicator_review", {"comment": "已达年度目标，下半年巩固。"})),
        ),
        Told(_report("垃圾清运投诉量半年报告", made[2], past, today + 5 * DAY), (measured,)),
        Told(_report("文化设施面积年度报告", made[1], past, today + 30 * DAY)),
    )


def _reforms(people: Mapping[str, Any], today: dt.date) -> None:
    approved: Move = ("head", "reform_approve", {})
    started = ("handler", "reform_start", {"note": "先在两个居民区试点。"})
    reported = ("handler", "reform_report", {"outcome": "试点居民区问题办理时间缩短。"})
    last = today.replace(month=12, day=31)
    fill(
        "reform-tasks",
        people,
        Told(_reform("问题由一线发现、条块会商办理", "working", last), (approved, started, reported)),
        Told(_reform("公共空间由居民区共同管理", "grassroots", last), (approved, started)),
        Told(_reform("服务项目先听需求后立项", "service", last)),
    )


def _plan(title: str, kind: str, year: int, years: int, goals: str) -> dict[str, Any]:
    since, until = dt.date(year, 1, 1), dt.date(year + years - 1, 12, 31)
    adopted = {"adopted_by": "街道党工委会议", "adopted_on": dt.date(year - 1, 12, 20)}
    return {"title": title, "kind": kind, **adopted, "since": since, "until": until, "goals": goals}


def _project(title: str, kind: str, plan: Any, site: str, budget: int) -> dict[str, Any]:
    return {
        "title": title,
        "kind_of": kind,
        "plan": named(plan),
        "neighbourhood": Neighbourhood.objects.get(key="wunan").pk,
        "site": site,
        "carried_by": Office.objects.get(code="C").pk,
        "aim": "解决居民反映集中的问题，改善日常生活环境。",
        "budget": budget,
    }


def _indicator(title: str, field: str, year: int, unit: str, better: str, target: float) -> dict[str, Any]:
    source = {"source": "科室台账", "supplied_by": Office.objects.get(code="D").pk}
    return {"title": title, "field": field, "year": year, "unit": unit, "better": better, "target": target, **source}


def _report(title: str, indicator: Any, until: dt.date, wanted: dt.date) -> dict[str, Any]:
    return {"title": title, "indicator": named(indicator), "period_until": until, "wanted_on": wanted}


def _reform(title: str, area: str, last: dt.date) -> dict[str, Any]:
    return {
        "title": title,
        "area": area,
        "basis": "街道年度改革任务清单",
        "problem": "一件事多头管理，居民要跑多个科室。",
        "measure": "明确牵头科室，会商一次，分头办理，统一反馈。",
        "year": last.year,
        "ends_on": last,
    }
