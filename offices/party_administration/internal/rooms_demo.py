"""Made-up rooms, vehicles and bookings (A6)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Move, Told, fill, named
from caojiadu.core.workdays.deadlines import add_days


def lending(people: Mapping[str, Any], today: dt.date) -> None:
    """Rooms, vehicles, and bookings of both (A6)."""
    day = add_days(today, 1, working=True).date
    rooms = fill(
        "rooms",
        people,
        Told(_room("第一会议室", "三楼 301", 40, "投影、视频会议")),
        Told(_room("小会议室", "二楼 205", 12, "电视")),
    )
    vehicles = fill(
        "vehicles",
        people,
        Told(_vehicle("沪A·示例1", "car", 5, day + dt.timedelta(days=25))),
        Told(_vehicle("沪A·示例2", "van", 9, day + dt.timedelta(days=200))),
    )
    if not rooms or not vehicles:
        return
    approved: Move = ("head", "approve", {})
    fill(
        "room-bookings",
        people,
        Told(
            _booking("平安工作例会", day, 9, 11, room=named(rooms[0]), people="20", asked_by=_office("E")), (approved,)
        ),
        Told(_booking("居委会主任例会", day, 14, 16, room=named(rooms[0]), people="30", asked_by=_office("F"))),
        Told(_booking("项目评审", day, 9, 12, room=named(rooms[1]), people="8", asked_by=_office("C")), (approved,)),
    )
    out = (("head", "approve", {"driver": "驾驶员甲"}), ("handler", "hand_over", {"km_out": "35210"}))
    fill(
        "trips",
        people,
        Told(_trip("上门走访", day, vehicles[0], "D", "某居民区"), out),
        Told(_trip("应急物资运送", day, vehicles[1], "E", "某仓库")),
    )


def _room(title: str, where: str, seats: int, equipment: str) -> dict[str, Any]:
    hours = {"opens": "08:30", "closes": "20:00", "open_on": "working"}
    return {"title": title, "whereabouts": where, "seats": seats, "equipment": equipment, **hours}


def _vehicle(plate: str, kind: str, seats: int, until: dt.date) -> dict[str, Any]:
    return {
        "title": plate,
        "kind": kind,
        "seats": seats,
        "inspected_until": until,
        "insured_until": until,
        "open_on": "every",
    }


def _booking(title: str, day: dt.date, begins: int, ends: int, **more: Any) -> dict[str, Any]:
    return {"title": title, "starts_at": f"{day}T{begins:02}:00", "ends_at": f"{day}T{ends:02}:00", **more}


def _trip(title: str, day: dt.date, vehicle: Any, office: str, destination: str) -> dict[str, Any]:
    asked = {"vehicle": named(vehicle), "destination": destination, "passengers": "2", "asked_by": _office(office)}
    return _booking(title, day, 13, 16, **asked)


def _office(code: str) -> int:
    return Office.objects.get(code=code).pk
