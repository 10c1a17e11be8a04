"""Made-up requests for legal aid, questions, and counts (E5)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill


def justice(people: Mapping[str, Any], today: dt.date) -> None:
    """Legal aid before and after the decision, advice, and two months of counts."""
    ago = [today - dt.timedelta(days=days) for days in range(40)]
    granted = (
        ("handler", "legalaid_send", {"sent_on": ago[8]}),
        ("handler", "legalaid_grant", {"decided_on": ago[3], "decision_number": "沪某援〔2026〕1号"}),
    )
    assigned = ("handler", "legalaid_assign", {"assigned_on": ago[1], "lawyer": "某律师事务所 许律师"})
    fill(
        "legal-aid",
        people,
        Told(_aid("追索劳动报酬", "陆某", "wages", "suit", "statement", "受雇六个月，被拖欠三个月工资。")),
        Told(
            _aid("工伤待遇争议", "方某", "injury", "arbitration", "statement", "工作中受伤，单位未申报工伤。"),
            (("handler", "legalaid_send", {"sent_on": ago[2]}),),
        ),
        Told(_aid("请求给付赡养费", "陶某", "support", "suit", "aid", "子女长期不尽赡养义务。"), granted),
        Told(_aid("申请人身安全保护令", "姜某", "violence", "suit", "exempt", "多次遭受殴打。"), (*granted, assigned)),
    )
    answer = {"adviser": "值班律师", "answer": "自书遗嘱须亲笔书写、签名并注明年、月、日。"}
    sent = {"sent_to": "mediation", "note": "双方均为邻居，建议先行调解。"}
    fill(
        "legal-advice",
        people,
        Told(_question("遗嘱怎样写才有效", "谢某", "继承", "想自己写一份遗嘱，需要哪些要件。")),
        Told(
            _question("自书遗嘱的形式", "邹某", "继承", "手写遗嘱是否需要公证。"),
            (("handler", "legaladvice_answer", answer),),
        ),
        Told(
            _question("楼上装修噪声", "苏某", "相邻关系", "休息日施工如何维权。"),
            (("handler", "legaladvice_send_on", sent),),
        ),
    )
    fill(
        "correction-counts",
        people,
        Told(_count("上月社区矫正", "correction", ago[28], 9, 2, 1, 2)),
        Told(_count("上月安置帮教", "resettled", ago[28], 15, 1, 0, 1)),
    )


def _aid(title: str, name: str, cause: str, wanted: str, means: str, facts: str) -> dict[str, Any]:
    return {"title": title, "name": name, "cause": cause, "wanted": wanted, "means": means, "facts": facts}


def _question(title: str, name: str, field: str, question: str) -> dict[str, Any]:
    return {"title": title, "name": name, "way": "window", "field": field, "question": question}


def _count(title: str, kind: str, on: dt.date, there: int, came: int, left: int, reported: int) -> dict[str, Any]:
    counts = {"there": there, "came": came, "left": left, "reported": reported, "not_reported": 0, "helped": 3}
    return {"title": title, "kind": kind, "counted_on": on, **counts}
