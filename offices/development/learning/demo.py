"""Made-up science activities and classes (H3, H4)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill, named
from offices.development.demo_events import ANNOUNCED, LISTED, Moves, area, at, held, published

DAY = dt.timedelta(days=1)


def learning(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Science popularisation and the community school."""
    _science(people, now)
    _school(people, now)


def _science(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    venues = fill(
        "science-venues",
        people,
        Told(_venue("某中学开放实验室", "laboratory", "某中学", 30, today + 200 * DAY)),
        Told(_venue("居民区科普角", "corner", "某居委会", 15, None)),
        Told(_venue("某科普画廊", "hall", "街道社区发展办公室", 40, None)),
    )
    fill(
        "science-volunteers",
        people,
        Told(_volunteer("慢性病防治", "严某", "health", 6, today - 200 * DAY)),
        Told(_volunteer("智能手机使用", "何某", "technology", 12, today - 380 * DAY)),
        Told(_volunteer("家庭防火", "曹某", "safety", 3, None)),
    )
    if not venues:
        return
    record = {"summary": "居民动手实验，兴趣浓厚。", "understood": 82}
    topic = {"topic": "身边的化学"}
    fill(
        "science-activities",
        people,
        Told(
            _activity("厨房里的化学", "workshop", "juveniles", now - 9 * DAY, named(venues[0])),
            (*ANNOUNCED, *published("厨房里的化学", "科普活动室", **topic), *held(24, **record)),
        ),
        Told(
            _activity("识破伪科学讲座", "lecture", "older", now + 6 * DAY, ""),
            (*ANNOUNCED, *LISTED, *published("识破伪科学讲座", "科普活动室", **topic)),
        ),
        Told(_activity("昆虫标本展", "exhibition", "all", now + 20 * DAY, named(venues[2]))),
    )


def _school(people: Mapping[str, Any], now: dt.datetime) -> None:
    courses = fill(
        "courses",
        people,
        Told(_course("书法入门", "arts", "older", 2, 0)),
        Told(_course("手机摄影", "digital", "all", 6, 60)),
        Told(_course("沪语童谣", "language", "juveniles", 8, 0)),
    )
    if not courses:
        return
    opened: Moves = (("handler", "class_announce", {}), *LISTED)
    begun: Moves = (
        ("handler", "class_close_list", {}),
        ("handler", "class_begin", {"note": "介绍课程安排，到课六人。"}),
        ("handler", "class_lesson", {"note": "笔法练习，到课六人。"}),
    )
    done: Moves = (("handler", "class_complete", {"completed": 5, "summary": "学员完成作品并展出。"}),)
    fill(
        "classes",
        people,
        Told(_class("书法入门春季班", courses[0], now + 3 * DAY), (*opened, *begun, *done)),
        Told(_class("手机摄影秋季班", courses[1], now + 5 * DAY), (*opened, *begun)),
        Told(
            _class("沪语童谣寒假班", courses[2], now + 12 * DAY),
            (*opened, *published("沪语童谣寒假班", "社区学校教室", **_taught(now + 12 * DAY))),
        ),
        Told(_class("手机摄影提高班", courses[1], now + 40 * DAY)),
    )


def _venue(title: str, kind: str, run_by: str, visitors: int, until: dt.date | None) -> dict[str, Any]:
    where = {"neighbourhood": area(), "address": "某路某号", "opens": "工作日九时至十六时"}
    return {"title": title, "kind": kind, "run_by": run_by, "visitors": visitors, "agreed_until": until or "", **where}


def _volunteer(title: str, name: str, subject: str, times: int, trained: dt.date | None) -> dict[str, Any]:
    served = {"since": "2024-03-01", "times": times, "trained_on": trained or ""}
    return {"title": title, "name": name, "subject": subject, "works_at": "某单位退休", **served}


def _activity(title: str, form: str, audience: str, day: dt.datetime, venue: str) -> dict[str, Any]:
    about = {"title": title, "form": form, "audience": audience, "topic": "身边的化学", "venue": venue}
    return {**about, "neighbourhood": area(), **at(day, "科普活动室", 30)}


def _course(title: str, subject: str, learners: str, lessons: int, fee: int) -> dict[str, Any]:
    about = {"title": title, "subject": subject, "learners": learners, "contents": "由浅入深，边学边练。"}
    return {**about, "lessons": lessons, "minutes": 90, "fee": fee}


def _class(title: str, course: Any, first: dt.datetime) -> dict[str, Any]:
    times = at(first, "社区学校教室", 20)
    last = first.replace(hour=16, minute=0) + 60 * DAY
    return {
        **times,
        "title": title,
        "course": named(course),
        **_taught(first),
        "teacher": "某老师",
        "ends_at": f"{last:%Y-%m-%dT%H:%M}",
        "least": 5,
        "sign_up_until": f"{first - DAY:%Y-%m-%dT%H:%M}",
    }


def _taught(first: dt.datetime) -> dict[str, str]:
    return {"term": f"{first.year}学年", "timetable": "每周三下午"}
