"""Bodies to call on (C1)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill

# name, kind, what it sees to, desk, people, days until the contract ends
BODIES = (
    ("某市容作业公司", "company", "道路清扫、垃圾清运", "调度室", "12", 45),
    ("某绿化养护公司", "company", "行道树和绿地养护", "养护班组", "8", 300),
    ("某物业服务公司", "property", "某某小区物业服务", "客服中心", "6", 200),
    ("派出的城管中队", "branch", "街面秩序、违法搭建", "值班室", "20", 0),
    ("派出的市场监管所", "branch", "无证经营、油烟扰民", "值班室", "9", 0),
    ("某居民区志愿巡逻队", "team", "楼道堆物劝导、小区巡查", "居委会值班室", "15", 0),
)


def bodies(people: Mapping[str, Any], today: dt.date) -> list[Any]:
    """Companies whose contracts end some day, branches, a team of residents."""
    return fill("resources", people, *(_body(today, *row) for row in BODIES))


def _body(today: dt.date, title: str, kind: str, field: str, contact: str, strength: str, days: int) -> Told:
    until = today + dt.timedelta(days=days) if days else ""
    typed = {"title": title, "kind": kind, "field": field, "contact": contact, "phone": ""}
    return Told({**typed, "strength": strength, "agreement_until": until})
