"""Made-up applications for cards, certificates, subsidies and copies (D1, D3, D4, D6, D7)."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from caojiadu.core.registers.demo import Told, fill

# By whom the moves of each register are made: what is sensitive stays with whoever opened it.
HEAD = ("care-assessments", "disability-certificates", "disability-subsidies", "veteran-cards")


def entitlements(people: Mapping[str, Any], today: dt.date) -> None:
    """Of each kind one that is new, one that is with the agency, and one that was granted or waits for papers."""
    ago = [today - dt.timedelta(days=days) for days in range(60)]
    for key, stories in {**_helped(ago), **_with_cards(ago)}.items():
        who = "head" if key in HEAD else "handler"
        fill(key, people, *(_told(who, ago, *story) for story in stories))


def _told(who: str, ago: list[dt.date], title: str, name: str, given: dict[str, Any], *moves: Any) -> Told:
    """Received a week ago, or today where nothing happened yet."""
    received = {"title": title, "name": name, "received_on": ago[8] if moves else ago[0]}
    return Told({**received, **given}, [(who, key, typed) for key, typed in moves])


def _accepted(ago: list[dt.date]) -> Any:
    return ("accept", {"accepted_on": ago[7]})


def _handed(ago: list[dt.date], **given: Any) -> Any:
    return ("hand", {"handed_on": ago[6], **given})


def _granted(ago: list[dt.date], **given: Any) -> Any:
    return ("grant", {"decided_on": ago[1], **given})


def _lacks(what: str) -> Any:
    return ("say_missing", {"missing": what})


def _helped(ago: list[dt.date]) -> dict[str, list[Any]]:
    """Work, care and disability."""
    accepted, handed, granted = _accepted(ago), partial(_handed, ago), partial(_granted, ago)
    work = {"work": "网店客服", "works_since": ago[40], "joins": "on"}
    care = {"why": "first", "living": "home", "needs": "起身、洗澡、上下楼需要人扶。", "helped_by": "女儿"}
    body, soon = handed(assessor="某评估机构"), ago[0] + dt.timedelta(days=30)
    certificate = {"wish": "first", "disability": "limbs"}
    subsidy = {"subsidy": "nursing", "grade": "1", "situation": "与父母同住，需长期护理。", "account_given": "on"}
    return {
        "flexible-work": [
            ("网店客服灵活就业登记", "岑某", work),
            ("家政灵活就业登记", "薛某", {**work, "work": "家政"}, accepted, handed()),
            ("外卖配送灵活就业登记", "雷某", work, accepted, handed(), granted(register_number="灵某号")),
        ],
        "care-assessments": [
            ("八十二岁首次评估", "贺某", care),
            ("住院后需求变化", "倪某", {**care, "why": "changed"}, accepted, body),
            ("评估到期", "汤某", care, accepted, body, granted(assessed_on=ago[3], level=4, care_from=soon)),
        ],
        "disability-certificates": [
            ("首次办理肢体残疾人证", "滕某", certificate),
            ("听力等级变更", "殷某", {**certificate, "disability": "hearing"}, _lacks("两寸照片、近期听力检查报告。")),
            ("首次办理视力残疾人证", "罗某", certificate, accepted, handed(hospital="某指定医院"), granted(grade="2")),
        ],
        "disability-subsidies": [
            ("申请护理补贴", "毕某", subsidy),
            ("申请生活补贴", "郝某", {**subsidy, "subsidy": "living", "grade": "3"}, accepted, handed()),
            ("申请护理补贴", "邬某", subsidy, accepted, handed(), granted(monthly="300", paid_from=ago[1])),
        ],
    }


def _with_cards(ago: list[dt.date]) -> dict[str, list[Any]]:
    """Cards for older people and veterans, and copies of records."""
    accepted, handed, granted = _accepted(ago), partial(_handed, ago), partial(_granted, ago)
    card = {"card": "card", "born_on": "1961-05-06", "handover": "collect"}
    veteran = {"standing_as": "veteran", "left_on": "1998-12-01", "photo": "on"}
    filed = ("set_up_file", {"file_on": ago[7]})
    copy = {"record": "marriage", "about": "本人，1985年前后", "handover": "post"}
    return {
        "senior-cards": [
            ("首次申领敬老卡", "安某", card),
            ("敬老卡遗失补办", "常某", {**card, "card": "replace"}, accepted, handed()),
            ("首次申领敬老卡", "乐某", card, accepted, handed(), granted(allowance_from=ago[1])),
        ],
        "veteran-cards": [
            ("退役军人申领优待证", "于某", veteran),
            ("烈士遗属申领优待证", "时某", {**veteran, "standing_as": "martyr", "left_on": ""}, accepted),
            ("退役军人申领优待证", "傅某", veteran, accepted, filed, handed()),
        ],
        "record-copies": [
            ("查询婚姻登记档案", "皮某", copy),
            ("查询知青档案", "卞某", {**copy, "record": "youth"}, accepted, handed(keeper="某档案馆")),
            (
                "办理工会会员卡",
                "齐某",
                {**copy, "record": "union", "handover": "collect"},
                _lacks("所在单位工会名称。"),
            ),
        ],
    }
