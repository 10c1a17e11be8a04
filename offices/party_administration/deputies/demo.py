"""Made-up deputies, their stations, days and suggestions (A7)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.registers.demo import Move, Told, fill, named


def deputies(people: Mapping[str, Any], today: dt.date) -> None:
    """A roster, stations, and matters at every point of their lives."""
    stations = fill(
        "deputy-stations",
        people,
        Told(_station("某某代表之家", "home", "街道社区中心二楼", "每周三上午", today - dt.timedelta(days=350))),
        Told(_station("某某居民区联络站", "station", "居民区活动室", "每月十五日下午", today - dt.timedelta(days=100))),
        Told(_station("某某商务楼联系点", "point", "商务楼一楼大厅", "每季度一次", today - dt.timedelta(days=30))),
    )
    if not stations:
        return
    roster = fill(
        "deputies",
        people,
        Told(_deputy("张某", "district", "某选区", stations[0], today, met=40)),
        Told(_deputy("李某", "district", "某选区", stations[1], today, met=170)),
        Told(_deputy("王某", "city", "某选举单位", stations[0], today, met=200)),
        Told(_deputy("赵某", "district", "某选区", stations[2], today, met=15)),
    )
    fill(
        "deputy-contacts",
        people,
        Told(_contact("走访独居老人", roster[0], "visit", today - dt.timedelta(days=40), 6)),
        Told(_contact("垃圾分类专题调研", roster[3], "survey", today - dt.timedelta(days=15), 14)),
    )
    _days(people, today, stations, roster)
    _suggestions(people, today, roster)


def _task(today: dt.date, task: str, *codes: str) -> dict[str, Any]:
    offices = [office.pk for office in Office.objects.filter(code__in=codes)]
    wanted = today + dt.timedelta(days=20)
    return {"offices": offices, "task": task, "content": "提出解决办法。", "wanted_on": wanted}


def _days(people: Mapping[str, Any], today: dt.date, stations: list[Any], roster: list[Any]) -> None:
    task = _task(today, "研究居民反映的停车问题", "C")
    announced = ("handler", "station_day_announce", {"announced_at": "居民区宣传栏、楼组微信群"})
    met = {"came": [roster[1].pk, roster[0].pk], "residents_met": 18, "opinions": "反映小区夜间停车难、楼道照明不足。"}
    held = ("handler", "station_day_hold", met)
    told = ("handler", "station_day_tell", {"feedback": "照明已修复，停车方案已在宣传栏公布。"})
    fill(
        "station-days",
        people,
        Told(_day("下月代表接待日", stations[1], roster[1], today + dt.timedelta(days=24))),
        Told(_day("本月代表接待日", stations[0], roster[2], today + dt.timedelta(days=9)), (announced,)),
        Told(_day("上旬代表接待日", stations[1], roster[1], today), (announced, held, ("handler", "hand_out", task))),
        Told(_day("楼组开放接待", stations[2], roster[3], today), (announced, held, told)),
    )


def _suggestions(people: Mapping[str, Any], today: dt.date, roster: list[Any]) -> None:
    assigned = ("handler", "suggestion_assign", {"assigned_on": today})
    hands = _task(today, "办理代表书面意见", "C", "F")
    reply = {"talked": "已与代表当面沟通。", "result": "done", "reply": "所提意见已采纳，已完成改造。"}
    drafted = ("handler", "suggestion_draft", reply)
    replied: tuple[Move, ...] = (assigned, drafted, ("head", "suggestion_reply", {}))
    fill(
        "deputy-suggestions",
        people,
        Told(_suggestion("关于改善菜场周边秩序的意见", roster[0], today)),
        Told(_suggestion("关于增设非机动车停放点的意见", roster[1], today), (assigned, ("handler", "hand_out", hands))),
        Told(
            _suggestion("关于推进成片老旧小区更新的意见", roster[2], today, made="session"),
            (assigned, ("head", "suggestion_wide", {"reason": "涉及多个部门，需分期实施。"})),
        ),
        Told(_suggestion("关于延长文化中心开放时间的意见", roster[3], today), replied),
        Told(
            _suggestion("关于修复路口隔离栏的意见", roster[0], today),
            (*replied, ("handler", "suggestion_appraise", {"appraisal": "happy", "remark": ""})),
        ),
    )


def _station(title: str, kind: str, place: str, opens: str, looked: dt.date) -> dict[str, Any]:
    return {"title": title, "kind": kind, "place": place, "opens": opens, "serves": "", "looked_over_on": looked}


def _deputy(title: str, level: str, constituency: str, station: Any, today: dt.date, *, met: int) -> dict[str, Any]:
    return {
        "title": title,
        "level": level,
        "constituency": constituency,
        "congress_term": "本届",
        "term_until": today + dt.timedelta(days=700),
        "station": named(station),
        "neighbourhood": Neighbourhood.objects.order_by("pk").values_list("pk", flat=True).first(),
        "contacted_on": today - dt.timedelta(days=met),
    }


def _contact(title: str, deputy: Any, way: str, met_on: dt.date, people_met: int) -> dict[str, Any]:
    return {"title": title, "deputy": named(deputy), "way": way, "met_on": met_on, "people_met": people_met, "gist": ""}


def _day(title: str, station: Any, deputy: Any, day: dt.date) -> dict[str, Any]:
    hours = "14:00—16:00"
    return {
        "title": title,
        "station": named(station),
        "deputy": named(deputy),
        "planned_on": day,
        "hours": hours,
        "subject": "",
    }


def _suggestion(title: str, deputy: Any, today: dt.date, *, made: str = "between") -> dict[str, Any]:
    content = f"{title.removeprefix('关于').removesuffix('的意见')}，方便居民生活。"
    return {"title": title, "deputy": named(deputy), "made": made, "content": content, "received_on": today}
