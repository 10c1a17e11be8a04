"""Made-up papers received and issued (A2)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Move, Told, fill, named


def documents(people: Mapping[str, Any], today: dt.date) -> None:
    """Papers at every point of their way, in and out."""
    lines = fill(
        "number-lines",
        people,
        Told(_line("某街办", "office", "街道办事处日常公文", today)),
        Told(_line("某街工委", "committee", "党工委文件", today)),
    )
    _papers_in(people, today)
    if lines:
        _papers_out(people, lines)


def _papers_in(people: Mapping[str, Any], today: dt.date) -> None:
    offices = {office.code: office.pk for office in Office.objects.all()}
    proposed = ("handler", "paper_propose", {"proposal": "拟请相关科室办理，办理情况按期反馈。"})
    directed = (
        "leader",
        "paper_direct",
        {"direction": "同意拟办意见，请抓紧落实。", "wanted_on": today + dt.timedelta(20)},
    )
    day = today + dt.timedelta(days=14)
    out = {
        "offices": [offices["E"], offices["C"]],
        "content": "开展自查并报送书面情况。",
        "wanted_on": day,
        "task": "开展自查",
    }
    passed = (
        "handler",
        "paper_pass_round",
        {"offices": [offices["D"], offices["H"]], "leaders": [people["leader"].pk]},
    )
    closed = ("handler", "paper_take_note", {"outcome": "阅知件，已传达。"})
    fill(
        "papers-received",
        people,
        Told(_received("关于做好夏季防汛工作的通知", "某区防汛办", 11, today, wanted=25)),
        Told(_received("关于报送半年工作情况的函", "某区政府办公室", 12, today, wanted=25), (proposed,)),
        Told(
            _received("关于开展沿街商铺消防检查的通知", "某区应急部门", 13, today, wanted=25, urgency="urgent"),
            (proposed, directed, ("handler", "hand_out", out)),
        ),
        Told(_received("关于印发有关会议精神的通知", "某区有关部门", 14, today), (proposed, directed, passed)),
        Told(_received("关于调整办公时间的告知", "某区有关部门", 15, today), (proposed, directed, closed)),
    )


def _papers_out(people: Mapping[str, Any], lines: list[Any]) -> None:
    checked: Move = ("head", "issue_check", {})
    submitted: Move = ("handler", "issue_submit", {})
    around = ("handler", "issue_ask_countersign", {"offices": [Office.objects.get(code="E").pk]})
    signed: tuple[Move, ...] = (checked, submitted, ("leader", "issue_sign", {}))
    sent: tuple[Move, ...] = (
        ("handler", "issue_number", {}),
        ("handler", "issue_seal", {"copies": 20}),
        ("handler", "issue_send", {"sent_how": "公文交换系统"}),
    )
    fill(
        "papers-issued",
        people,
        Told(_issued(lines[0], "关于做好楼道堆物清理工作的通知", "notice", "各居民区")),
        Told(_issued(lines[0], "关于加强电动自行车停放管理的意见", "opinion", "各居民区"), (checked, around)),
        Told(_issued(lines[0], "关于商请支持道路养护的函", "letter", "某区有关部门"), (checked, submitted)),
        Told(_issued(lines[1], "关于组织主题党日活动的通知", "notice", "各党支部"), (*signed, *sent)),
        Told(
            _issued(lines[0], "关于调整值班安排的通知", "notice", "各居民区"),
            (*signed, sent[0], ("head", "issue_void", {"reason": "附件日期有误，另行发文。"})),
        ),
    )


def _line(title: str, issuer: str, used_for: str, today: dt.date) -> dict[str, Any]:
    return {"title": title, "issuer": issuer, "used_for": used_for, "since": today.replace(month=1, day=1)}


def _received(
    title: str, sender: str, number: int, today: dt.date, *, wanted: int = 0, urgency: str = "plain"
) -> dict[str, Any]:
    return {
        "title": title,
        "sender": sender,
        "reference": f"某〔{today.year}〕{number}号",
        "dated_on": today - dt.timedelta(days=3),
        "received_on": today,
        "urgency": urgency,
        "grade": "none",
        "wanted_on": today + dt.timedelta(days=wanted) if wanted else None,
    }


def _issued(line: Any, title: str, kind: str, addressee: str) -> dict[str, Any]:
    return {
        "title": title,
        "line": named(line),
        "paper_kind": kind,
        "addressee": addressee,
        "urgency": "plain",
        "grade": "none",
        "openness": "open",
        "text": f"{addressee}：\n现就有关事项通知如下。\n一、请于月底前完成自查。\n二、有关情况请及时反馈。",
    }
