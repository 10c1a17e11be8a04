"""Made-up shifts of duty, uses of seals, assets and loans (A6)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Move, Told, fill, named

DAY = dt.timedelta(days=1)


def internal(people: Mapping[str, Any], now: dt.datetime) -> None:
    """A week of duty, papers sealed and to be sealed, assets in hand."""
    duty(people, now)
    seals(people, now.date())
    assets(people, now.date())


def duty(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Yesterday handed over, today on duty, the days ahead on the roster."""
    record = {
        "happened": "接居民来电三起，均已转有关科室；夜间巡查无异常。",
        "calls": 3,
        "left_over": "某小区水管抢修，请关注恢复供水。",
    }
    over: tuple[Move, ...] = (("handler", "take_over", {}), ("handler", "hand_over", record))
    begun = now.replace(hour=9, minute=0) if now.hour >= 9 else now.replace(hour=9, minute=0) - DAY
    shifts = [Told(_shift(begun - DAY), over), Told(_shift(begun), over[:1])]
    fill("duty-roster", people, *shifts, *(Told(_shift(begun + number * DAY)) for number in range(1, 7)))


def seals(people: Mapping[str, Any], today: dt.date) -> None:
    """Papers at every point between the request and the seal."""
    allowed = ("head", "approve", {"allowed_by": "街道主任"})
    fill(
        "seal-uses",
        people,
        Told(
            _paper("社区服务采购合同", "contract", 4, "某社会组织", "D"),
            (allowed, ("handler", "set_seal", {"sealed_copies": 4, "witness": "监印人甲"})),
        ),
        Told(
            _paper("项目申报材料", "office", 2, "区发展改革部门", "H", outside="on"),
            (
                allowed,
                (
                    "handler",
                    "take_along",
                    {"taken_by": "经办人乙", "witness": "监印人甲", "return_by": today + DAY},
                ),
            ),
        ),
        Told(_paper("年度安全工作报告", "committee", 3, "区委政法部门", "E"), (allowed,)),
        Told(_paper("居民活动场地证明", "secretariat", 1, "某居民区", "F")),
    )


def assets(people: Mapping[str, Any], today: dt.date) -> None:
    """Things of the office, and who has them."""
    things = fill(
        "assets",
        people,
        Told(_asset("笔记本电脑", "A-0001", "computer", 5200, today - 700 * DAY, today - 340 * DAY)),
        Told(_asset("投影仪", "A-0002", "equipment", 3800, today - 900 * DAY, today - 100 * DAY)),
        Told(_asset("会议桌", "A-0003", "furniture", 2600, today - 1500 * DAY, today - 380 * DAY)),
        Told(_asset("执法记录仪", "A-0004", "equipment", 1500, today - 200 * DAY, today - 20 * DAY)),
    )
    if not things:
        return
    lent: tuple[Move, ...] = (("head", "approve", {}), ("handler", "hand_out", {}))
    back = ("handler", "give_back", {"condition": "完好"})
    fill(
        "asset-loans",
        people,
        Told(_loan("外出宣讲用电脑", things[0], "经办人丙", "F", today + 20 * DAY), lent),
        Told(_loan("活动用投影仪", things[1], "经办人丁", "H", today + 3 * DAY), (*lent, back)),
        Told(_loan("巡查用记录仪", things[3], "经办人戊", "E", None)),
    )


def _shift(begins: dt.datetime) -> dict[str, Any]:
    return {
        "title": "全天值班",
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + DAY:%Y-%m-%dT%H:%M}",
        "leader": "带班领导甲",
        "people": "值班员乙、值班员丙",
    }


def _paper(title: str, seal: str, copies: int, addressee: str, office: str, **more: str) -> dict[str, Any]:
    typed = {"title": title, "seal": seal, "copies": copies, "addressee": addressee, "asked_by": _office(office)}
    return {**typed, "purpose": "按程序用印。", **more}


def _asset(title: str, number: str, kind: str, price: int, bought: dt.date, counted: dt.date) -> dict[str, Any]:
    about = {"title": title, "number": number, "kind": kind, "price": price, "bought_on": bought}
    return {**about, "whereabouts": "党政办公室库房", "keeper": "资产管理员甲", "counted_on": counted}


def _loan(title: str, asset: Any, who: str, office: str, until: dt.date | None) -> dict[str, Any]:
    about = {"title": title, "asset": named(asset), "user_name": who, "need": "工作需要。"}
    return {**about, "back_by": until or "", "asked_by": _office(office)}


def _office(code: str) -> int:
    return Office.objects.get(code=code).pk
