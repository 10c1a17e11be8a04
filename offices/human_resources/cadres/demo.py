"""Made-up veteran cadres, visits, events, and a headcount plan (G6, G7)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named, take


def cadres(people: Mapping[str, Any], today: dt.date) -> None:
    """Cadres, visits from planned to closed, an outing and a study day."""
    made = fill(
        "veteran-cadres",
        people,
        Told(_cadre("原街道副主任", "顾某", "retired", "1948-03-12", "spouse", "血压偏高，需定期测量。")),
        Told(_cadre("原中学校长", "钱某", "retired", "1944-11-02", "alone", "行动不便，需助行器。")),
        Told(_cadre("原厂党委书记", "蒋某", "honoured", "1932-06-20", "family", "听力减退。")),
    )
    if not made:
        return
    visited = ("head", "cadrevisit_visit", {"visited_on": today - dt.timedelta(days=2), "found": "精神良好。"})
    need = ("head", "cadrevisit_need", {"need": "家中加装扶手。", "need_by": today + dt.timedelta(days=20)})
    fill(
        "cadre-visits",
        people,
        Told(_visit("重阳走访", made[0], "festival", today), (visited, ("head", "cadrevisit_none", {}))),
        Told(_visit("住院探望", made[1], "illness", today), (visited, need)),
        Told(_visit("生日走访", made[2], "birthday", today + dt.timedelta(days=5))),
    )
    fill(
        "cadre-events",
        people,
        Told(_event("情况通报会", "study", today - dt.timedelta(days=3)), (("handler", "hold", {"others": 18}),)),
        Told(_event("滨江参观", "outing", today + dt.timedelta(days=12)), (("handler", "announce", {}),)),
    )


def headcount(people: Mapping[str, Any], today: dt.date) -> None:
    """A plan that is followed and one that is still a draft, with their seats."""
    plans = fill(
        "headcount-plans",
        people,
        Told({"title": "五年用人规划", "span": 5, "first_year": today.year, "grounds": "按机构编制和退休预测测算。"}),
        Told({"title": "下一年度用人计划", "span": 1, "first_year": today.year + 1, "grounds": "按任务和经费测算。"}),
    )
    if not plans:
        return
    wanted = (("civil", 9, 4), ("permanent", 6, 3), ("community", 8, 5), ("supporting", 4, 2))
    fill(
        "headcount-seats",
        people,
        *(
            Told({"title": "各科室岗位", "plan": named(plan), "group": group, "seats": seats, "recruit": recruit})
            for plan in plans
            for group, seats, recruit in wanted
        ),
    )
    approval = {"approval": "某批〔2026〕1号", "look_on": today + dt.timedelta(days=90)}
    take(people, plans[0], ("handler", "headcount_submit", {}), ("head", "headcount_approve", approval))


def _cadre(title: str, name: str, retired_as: str, born: str, living: str, care: str) -> dict[str, Any]:
    there = Neighbourhood.objects.get(key="wunan").pk
    about = {"retired_as": retired_as, "born_on": born, "retired_on": f"{int(born[:4]) + 60}-04-01", "living": living}
    return {"title": title, "name": name, "neighbourhood": there, "branch": "离退休干部党支部", "care": care, **about}


def _visit(title: str, cadre: Any, occasion: str, on: dt.date) -> dict[str, Any]:
    return {"title": title, "cadre": named(cadre), "occasion": occasion, "planned_on": on, "visitors": "科长、经办人"}


def _event(title: str, sort: str, on: dt.date) -> dict[str, Any]:
    begins = timezone.localtime().replace(year=on.year, month=on.month, day=on.day, hour=9, minute=30)
    return {
        "title": title,
        "sort": sort,
        "escort": "街道用车，随行医护一名。",
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + dt.timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "place": "社区党群服务中心",
        "places": 30,
    }
