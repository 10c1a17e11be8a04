"""A made-up cultural activity centre with its rooms, bookings, a closure and performances (H14)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.demo import PHONE, Move, Told, fill, named, show
from caojiadu.core.registers.patterns.online_booking import ask
from offices.development.demo_events import ANNOUNCED, LISTED, at, held, published

DAY = dt.timedelta(days=1)
HOURS = {
    "weekday_opens": "09:00",
    "weekday_closes": "18:00",
    "weekend_opens": "09:00",
    "weekend_closes": "17:30",
    "holiday_opens": "09:00",
    "holiday_closes": "19:00",
}


def centre(people: Mapping[str, Any], now: dt.datetime) -> None:
    """The centre, and what happens in it."""
    today = now.date()
    made = fill(
        "cultural-centres",
        people,
        Told(
            {
                "title": "社区文化活动中心",
                "address": "某路某号",
                "operator": "某文化服务机构",
                "contract_until": today + 400 * DAY,
                **HOURS,
            }
        ),
    )
    if not made:
        return
    house = named(made[0])
    rooms = fill(
        "cultural-rooms",
        people,
        Told(_room("剧场", house, "theatre", 150, False)),
        Told(_room("排练厅", house, "rehearsal", 30, True)),
        Told(_room("书画教室", house, "classroom", 24, True)),
    )
    show(people, made[0], *rooms)
    confirmed: Move = ("head", "approve", {})
    fill(
        "cultural-bookings",
        people,
        Told(_booking("合唱排练", rooms[1], now + 2 * DAY, 9), (confirmed,)),
        Told(_booking("书法练习", rooms[2], now + 3 * DAY, 14)),
        Told(_booking("舞蹈排练", rooms[1], now + 4 * DAY, 14), (("head", "refuse", {"reason": "当日设备检修。"}),)),
    )
    _by_residents(people, rooms, now)
    _closures(people, house, today)
    _performances(people, rooms, now)


def _by_residents(people: Mapping[str, Any], rooms: list[Any], now: dt.datetime) -> None:
    """What residents asked for on the portal: one to be confirmed, one that will be called off by the closure."""
    register = find("cultural-bookings")
    assert register is not None
    for room, days, hour, words in ((rooms[1], 6, 9, "邻里合唱排练"), (rooms[2], 21, 14, "读书会")):
        begins = (now + days * DAY).replace(hour=hour, minute=0, second=0, microsecond=0)
        values = {"purpose": words, "group": "某小区读书会" if hour > 12 else "某小区合唱队", "people": 12}
        times = {"starts_at": begins, "ends_at": begins + dt.timedelta(hours=2)}
        by = resident_account(phone=PHONE)
        ask(user=by, register=register, thing=room, name="陈某", values={**values, **times})


def _closures(people: Mapping[str, Any], house: str, today: dt.date) -> None:
    shut = {"since": today + 20 * DAY, "until": today + 22 * DAY, "instead": "可前往邻近街道文化中心。"}
    approved: Move = ("head", "closure_approve", {})
    told = ("handler", "closure_announce", {"announced_on": today, "announced_at": "门口公告栏、微信公众号"})
    fill(
        "cultural-closures",
        people,
        Told({"title": "空调系统维修", "centre": house, "why": "repair", **shut}, (approved, told)),
        Told({"title": "舞台灯光更新", "centre": house, "why": "repair", **_later(shut)}, (approved,)),
    )


def _performances(people: Mapping[str, Any], rooms: list[Any], now: dt.datetime) -> None:
    words = {"performed_by": "某青年剧团"}
    shown = published("沪语小剧场", "文化活动中心剧场", **words)
    fill(
        "cultural-performances",
        people,
        Told(
            _show("沪语小剧场", rooms[0], "stage", now - 5 * DAY),
            (*ANNOUNCED, *shown, *held(96, summary="座无虚席。", satisfied=97)),
        ),
        Told(_show("公益电影", rooms[0], "cinema", now + 6 * DAY), (*ANNOUNCED, *LISTED)),
        Told(_show("剪纸公益课", rooms[2], "course", now + 15 * DAY)),
    )


def _room(title: str, house: str, kind: str, seats: int, basic: bool) -> dict[str, Any]:
    hours = {"opens": "09:00", "closes": "17:30", "open_on": "every"}
    return {
        "title": title,
        "centre": house,
        "kind": kind,
        "seats": seats,
        "basic": "on" if basic else "",
        "fee": 0 if basic else 200,
        **hours,
    }


def _booking(title: str, room: Any, day: dt.datetime, hour: int) -> dict[str, Any]:
    begins = day.replace(hour=hour, minute=0)
    times = {"starts_at": f"{begins:%Y-%m-%dT%H:%M}", "ends_at": f"{begins + dt.timedelta(hours=2):%Y-%m-%dT%H:%M}"}
    return {"title": title, "room": named(room), "group": "某居民区团队", "purpose": title, "people": 20, **times}


def _later(shut: Mapping[str, Any]) -> dict[str, Any]:
    return {**shut, "since": shut["since"] + 30 * DAY, "until": shut["until"] + 30 * DAY}


def _show(title: str, room: Any, form: str, day: dt.datetime) -> dict[str, Any]:
    about = {"title": title, "room": named(room), "form": form, "performed_by": "某青年剧团", "ticket": 0}
    return {**about, **at(day, "文化活动中心剧场", 24)}
