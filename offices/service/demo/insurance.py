"""Made-up applications for social and medical insurance (D2, D3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill


def insurance(people: Mapping[str, Any], today: dt.date) -> None:
    """Of each kind some that are new, with the agency, granted, or waiting for papers."""
    ago = [today - dt.timedelta(days=days) for days in range(60)]
    taken = (("handler", "accept", {"accepted_on": ago[7]}), ("handler", "hand", {"handed_on": ago[6]}))

    def told(title: str, name: str, given: Mapping[str, Any], *moves: Any, received: int = 8) -> Told:
        return Told({"title": title, "name": name, "received_on": ago[received], **given}, moves)

    def granted(**what: Any) -> Any:
        return (*taken, ("handler", "grant", {"decided_on": ago[1], **what}))

    waits = ("handler", "say_missing", {"missing": "身份证原件、近期证件照。"})
    join = {"change": "join", "insured": "flexible", "since": ago[8], "card": "on"}
    fill(
        "insurance-registrations",
        people,
        told("灵活就业参保", "余某", join, received=0),
        told("外省市转入", "元某", {**join, "change": "transfer", "insured": "employee"}, *taken),
        told("更正姓名", "卜某", {**join, "change": "data", "insured": "resident"}, *granted()),
        told("恢复缴费", "顾某", {**join, "change": "resume"}, waits, received=1),
    )
    age = {"ground": "age", "retires_on": today + dt.timedelta(days=20), "years": 31, "bank_given": "on"}
    fill(
        "pension-claims",
        people,
        told("到龄办理退休", "孟某", {**age, "file_at": "区人才服务中心"}, received=0),
        told("居民养老金申领", "平某", {**age, "ground": "resident", "years": 15}, *taken),
        told(
            "到龄办理退休",
            "黄某",
            {**age, "years": 28},
            *granted(monthly="4580.50", first_paid_on=today + dt.timedelta(days=20)),
        ),
    )
    year = {"year": today.year + 1, "household": "on", "premium": "0"}
    fill(
        "medical-enrolments",
        people,
        told("新生儿参保", "和某", {**year, "group": "baby"}, *taken),
        told("低保人员免缴参保", "穆某", {**year, "group": "exempt"}, *granted(paid_on=ago[1])),
        told("未就业居民参保", "萧某", {**year, "group": "adult"}, received=0),
    )
    cost = {"hospital": "某市人民医院", "treated_from": ago[40], "treated_until": ago[30], "receipts": 4}
    fill(
        "medical-claims",
        people,
        told("探亲期间住院", "尹某", {**cost, "why": "elsewhere", "total": "12860.40"}, *taken),
        told("急诊未带卡", "姚某", {**cost, "why": "emergency", "total": "860"}, *granted(repaid="602")),
        told("换卡期间就诊", "邵某", {**cost, "why": "card", "total": "430"}, received=0),
    )
    birth = {"born_on": ago[50], "maternity_hospital": "某妇幼保健院", "insured_by": "己设计公司"}
    fill(
        "maternity-allowances",
        people,
        told("顺产申领", "湛某", {**birth, "birth": "birth"}, *taken),
        told("难产申领", "汪某", {**birth, "birth": "hard"}, *granted(leave_days=173, allowance="48200")),
        told("双胞胎申领", "祁某", {**birth, "birth": "twins"}, received=0),
    )
