"""Made-up applications for social and medical insurance (D2, D3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill


def insurance(people: Mapping[str, Any], today: dt.date) -> None:
    """Of each kind some that are new, with the agency, granted, or waiting for papers."""
    _social(people, _days(today))
    _medical(people, _days(today))


def _days(today: dt.date) -> list[dt.date]:
    return [today - dt.timedelta(days=days) for days in range(60)]


def _told(ago: list[dt.date]) -> Any:
    """Tells of an application that was received a week ago, or so many days ago."""

    def told(title: str, name: str, given: Mapping[str, Any], *moves: Any, received: int = 8) -> Told:
        return Told({"title": title, "name": name, "received_on": ago[received], **given}, moves)

    return told


def _taken(ago: list[dt.date]) -> tuple[Any, ...]:
    return (("handler", "accept", {"accepted_on": ago[7]}), ("handler", "hand", {"handed_on": ago[6]}))


def _granted(ago: list[dt.date], **what: Any) -> tuple[Any, ...]:
    return (*_taken(ago), ("handler", "grant", {"decided_on": ago[1], **what}))


def _social(people: Mapping[str, Any], ago: list[dt.date]) -> None:
    told, taken, soon = _told(ago), _taken(ago), ago[0] + dt.timedelta(days=20)
    waits = ("handler", "say_missing", {"missing": "身份证原件、近期证件照。"})
    join = {"change": "join", "insured": "flexible", "since": ago[8], "card": "on"}
    fill(
        "insurance-registrations",
        people,
        told("灵活就业参保", "余某", join, received=0),
        told("外省市转入", "元某", {**join, "change": "transfer", "insured": "employee"}, *taken),
        told("更正姓名", "卜某", {**join, "change": "data", "insured": "resident"}, *_granted(ago)),
        told("恢复缴费", "顾某", {**join, "change": "resume"}, waits, received=1),
    )
    age = {"ground": "age", "retires_on": soon, "years": 31, "bank_given": "on"}
    fill(
        "pension-claims",
        people,
        told("到龄办理退休", "孟某", {**age, "file_at": "区人才服务中心"}, received=0),
        told("居民养老金申领", "平某", {**age, "ground": "resident", "years": 15}, *taken),
        told(
            "到龄办理退休",
            "黄某",
            {**age, "years": 28},
            *_granted(ago, monthly="4580.50", first_paid_on=soon),
        ),
    )


def _medical(people: Mapping[str, Any], ago: list[dt.date]) -> None:
    told, taken = _told(ago), _taken(ago)
    year = {"year": ago[0].year + 1, "household": "on", "premium": "0"}
    fill(
        "medical-enrolments",
        people,
        told("新生儿参保", "和某", {**year, "group": "baby"}, *taken),
        told("低保人员免缴参保", "穆某", {**year, "group": "exempt", "premium": ""}, *_granted(ago)),
        told("未就业居民参保", "萧某", {**year, "group": "adult"}, received=0),
    )
    cost = {"hospital": "某市人民医院", "treated_from": ago[40], "treated_until": ago[30], "receipts": 4}
    fill(
        "medical-claims",
        people,
        told("探亲期间住院", "尹某", {**cost, "why": "elsewhere", "total": "12860.40"}, *taken),
        told("急诊未带卡", "姚某", {**cost, "why": "emergency", "total": "860"}, *_granted(ago, repaid="602")),
        told("换卡期间就诊", "邵某", {**cost, "why": "card", "total": "430"}, received=0),
    )
    birth = {"born_on": ago[50], "maternity_hospital": "某妇幼保健院", "insured_by": "己设计公司"}
    fill(
        "maternity-allowances",
        people,
        told("顺产申领", "湛某", {**birth, "birth": "birth"}, *taken),
        told("难产申领", "汪某", {**birth, "birth": "hard"}, *_granted(ago, leave_days=173, allowance="48200")),
        told("双胞胎申领", "祁某", {**birth, "birth": "twins"}, received=0),
    )
