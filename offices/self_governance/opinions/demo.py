"""Opinions of residents on every way they go, a digest, and places to be renewed (F4; F3 with R4)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import DistrictBody, Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named, take
from offices.self_governance.projects.models import SelfGovernmentProject

DAY = dt.timedelta(days=1)


def opinions(people: Mapping[str, Any], today: dt.date) -> None:
    """What was said, then what became of each, then the digest that gathers some."""
    classify = _classify("estate", "居民反映高峰时段电梯等候时间长，希望错峰运行、加强维保。")
    parking = _classify("traffic", "居民反映夜间停车位不足，建议与周边单位错时共享停车。")
    meals = _classify("care", "老年居民建议增加助餐点送餐时段。")
    up = ("handler", "opinion_report", {"reason": "涉及周边单位，居委会难以协调。"})
    settled = ("handler", "opinion_settle", {"handled": "已与物业商定错峰运行和维保计划。"})
    told = ("handler", "opinion_tell", {"told": "在楼道公告并由楼组长逐户告知。"})
    listed = fill(
        "opinions",
        people,
        Told(_said("高层电梯等候时间长", "committee", today - 6 * DAY, 35), (classify, _here(), settled, told)),
        Told(_said("夜间停车位不足", "meeting", today - 5 * DAY, 120), (parking, up)),
        Told(_said("希望增加助餐送餐时段", "visit", today - 4 * DAY, 18), (meals, up)),
        Told(
            _said("楼道堆物反复", "committee", today - 2 * DAY, 9), (_classify("safety", "建议定期联合清理。"), _here())
        ),
        Told(_said("口袋公园夜间照明不足", "survey", today - DAY, 42)),
    )
    if not listed:
        return
    digests = fill("opinion-digests", people, Told(_digest(today)))
    for one in listed[1:3]:
        take(people, one, ("handler", "opinion_list", {"digest": digests[0].pk}))
    body = DistrictBody.objects.filter(active=True, receives__contains=["opinion"]).first()
    assert body is not None
    take(people, digests[0], ("head", "report_up", {"body": body.pk, "reason": digests[0].for_district}))
    _places(people, today)


def _places(people: Mapping[str, Any], today: dt.date) -> None:
    garden = SelfGovernmentProject.objects.filter(field="renewal").order_by("pk").first()
    done = {"renewed_on": today - 20 * DAY, "kept_by": "某楼组自治小组", "looked_on": today - 20 * DAY}
    fill(
        "renewal-places",
        people,
        Told(_place("3号楼前绿地", "green", 120) | done | {"project": named(garden) if garden else ""}),
        Told(_place("2号楼门厅", "hall", 36)),
        Told(_place("小区东侧休憩角", "square", 58)),
    )


def _said(title: str, source: str, day: dt.date, voices: int) -> dict[str, Any]:
    where = {"neighbourhood": Neighbourhood.objects.values_list("pk", flat=True)[0], "source": source}
    return {
        "title": title,
        **where,
        "heard_on": day,
        "text": f"居民反映：{title}，希望尽快研究解决。",
        "voices": voices,
    }


def _classify(theme: str, summary: str) -> tuple[str, str, dict[str, str]]:
    return ("handler", "opinion_classify", {"theme": theme, "summary": summary})


def _here() -> tuple[str, str, dict[str, str]]:
    return ("handler", "opinion_handle", {})


def _digest(today: dt.date) -> dict[str, Any]:
    days = {"since": today - 30 * DAY, "until": today}
    return {"title": "社情民意专报（停车与助餐）", **days, "opening": "近期居民集中反映以下意见，供研究参考。"}


def _place(title: str, kind: str, households: int) -> dict[str, Any]:
    where = {"neighbourhood": Neighbourhood.objects.values_list("pk", flat=True)[0], "kind": kind}
    empty = {"project": "", "renewed_on": None, "kept_by": "", "looked_on": None}
    before = {"state_before": "设施陈旧，缺少座椅和照明。", "owner": "全体业主共有"}
    return {"title": title, **where, **before, "wished_by": households, **empty}
