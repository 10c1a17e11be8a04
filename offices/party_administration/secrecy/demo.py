"""Made-up secrecy work, reviews before publication, and counts (A3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Told, fill


def secrecy(people: Mapping[str, Any], today: dt.date) -> None:
    """Trainings and checks, texts on their way to publication, and two quarters of counts."""
    found = {"attended": 9, "shortcomings": "个别办公电脑屏幕保护未启用。", "right_by": today + dt.timedelta(days=40)}
    found_move, righted = (
        ("handler", "secrecy_find", found),
        ("handler", "secrecy_right", {"put_right": "已全部启用。"}),
    )
    fill(
        "secrecy-work",
        people,
        Told(_work("年度保密教育培训", "training", today + dt.timedelta(days=12))),
        Told(_work("上半年保密自查", "self_check", today), (found_move,)),
        Told(_work("计算机及移动介质检查", "devices", today), (found_move, righted)),
        Told(
            _work("新进人员保密教育", "training", today),
            (("handler", "secrecy_carry_out", {"attended": 6, "gist": "学习保密法并签订承诺书。"}),),
        ),
    )
    seen = {"no_state_secret": "on", "no_work_secret": "on", "no_personal": "on", "ground": "内容可公开。"}
    passed = ("head", "review_pass", seen)
    published = ("handler", "review_publish", {"published_on": today, "where": "街道公告栏"})
    rejected = ("head", "review_reject", {"ground": "附件含居民姓名，请删去后重新送审。"})
    fill(
        "publication-reviews",
        people,
        Told(_text("夏季文化活动安排", "H", "account")),
        Told(_text("垃圾分类点位调整公告", "C", "board"), (passed,)),
        Told(_text("社区食堂开放通知", "D", "site"), (passed, published)),
        Told(_text("楼组自治项目公示", "F", "board"), (rejected,)),
    )
    fill(
        "secret-paper-counts",
        people,
        Told(_count(f"{today.year}年第一季度", today - dt.timedelta(days=180), (4, 3, 2, 0))),
        Told(_count(f"{today.year}年第二季度", today - dt.timedelta(days=80), (5, 2, 3, 1))),
    )


def _work(title: str, sort: str, day: dt.date) -> dict[str, Any]:
    return {"title": title, "sort": sort, "scope": "各科室及下属中心", "planned_on": day}


def _text(title: str, code: str, medium: str) -> dict[str, Any]:
    office = Office.objects.get(code=code).pk
    wording = f"{title}：具体安排以现场公布为准，欢迎居民参加。"
    return {"title": title, "asked_by": office, "medium": medium, "paper": "", "wording": wording}


def _count(title: str, until: dt.date, numbers: tuple[int, int, int, int]) -> dict[str, Any]:
    names = ("brought_over", "came_in", "given_back", "destroyed")
    return {"title": title, "until": until, "trained": 40, "incidents": 0, **dict(zip(names, numbers, strict=True))}
