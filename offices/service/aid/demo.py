"""Made-up applications for assistance at every stage, one helped first, and payment rolls (D4)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.demo import Move, Told, fill
from caojiadu.core.registers.models import Keeper


def aid(people: Mapping[str, Any], today: dt.date) -> None:
    """One of each kind of assistance; a posted one stands on the public board for the days of posting."""
    place = str(Neighbourhood.objects.get(key="wunan").pk)
    ago = [today - dt.timedelta(days=days) for days in range(30)]
    accept = ("handler", "aid_accept", {"accepted_on": ago[12], "consent": "on", "agreed": "配偶"})
    means = ("handler", "aid_means", {"means_on": ago[6], "means": "核对反馈：收入、存款与申报一致。"})
    visit = {"home_on": ago[3], "visitor": "经办甲", "second_visitor": "居委乙", "at_home": "家中情况与申报一致。"}
    visited = ("handler", "aid_visit", visit)
    finding = {"proposal": "grant", "grounds": "家庭人均收入低于标准。", "monthly": "1450", "since": today}
    propose = ("handler", "aid_propose", finding)
    relief = {
        "grounds": "家中失火，无处安身。",
        "monthly": "2000",
        "since": ago[1],
        "until": today + dt.timedelta(days=30),
    }
    granted = ("head", "aid_grant", {"decided_on": ago[1], "decision": "情况紧急，先行救助。"})
    told = ("handler", "aid_tell", {"told_on": today, "delivery": "hand"})

    def applied(title: str, name: str, kind: str, received: int, *moves: Any, **more: Any) -> Told:
        home = {
            "members": 2,
            "people": "本人\n配偶，待业",
            "income": "1200",
            "assets": "无",
            "causes": "患病，收入中断。",
        }
        given = {"title": title, "name": name, "aid": kind, "neighbourhood": place, "received_on": ago[received]}
        consent = {"consent": "on", "consent_on": ago[received]}
        return Told({**home, **given, **consent, **more}, moves, by="handler")

    fill(
        "assistance-applications",
        people,
        applied("失业后申请低保", "宓某", "minimum", 1),
        applied("夫妻均患病申请低保", "童某", "minimum", 14, accept, means, visited, propose, ("head", "aid_post", {})),
        applied("孤老申请特困供养", "郝某", "hardship", 13, accept, means),
        applied("大病支出申请认定", "邬某", "rigid", 13, accept, means, visited, costs="86000"),
        applied("住院自负费用较大", "安某", "medical", 2, costs="43000"),
        applied("火灾后先行救助", "常某", "relief", 1, ("handler", "aid_urgent", relief), granted, told, urgent="on"),
    )


def rolls(people: Mapping[str, Any], today: dt.date) -> None:
    """The roll of this month, paid; that of next month, drawn up. The head, who keeps the households, draws it up and
    has a clerk of the office who keeps them too check it."""
    head, clerk = people["head-d"], people["handler-d"]
    Keeper.objects.get_or_create(register="assisted-households", user=clerk, until=None, defaults={"named_by": head})
    month = f"{today:%Y-%m}"
    following = f"{months_after(today, 1):%Y-%m}"
    paid = {"paid_on": today, "voucher": "凭证某号"}
    moves: tuple[Move, ...] = (
        ("handler", "aidroll_check", {}),
        ("leader", "aidroll_approve", {}),
        ("handler", "aidroll_pay", paid),
    )
    fill(
        "assistance-rolls",
        people,
        Told({"title": "本月低保金", "month": month, "aid": "minimum"}, moves, by="head"),
        Told({"title": "下月低保金", "month": following, "aid": "minimum"}, by="head"),
        Told({"title": "本月特困供养金", "month": month, "aid": "hardship"}, by="head"),
    )
