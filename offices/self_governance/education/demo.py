"""Made-up activities of legal and moral education (F0)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Move, Told, fill


def education(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Activities that are planned, open, held and recorded."""
    announced: Move = ("handler", "announce", {})
    listed = [
        ("handler", "sign_up", {"name": name, "phone": f"1380000{number}", "people": people_in_all})
        for name, number, people_in_all in (("陈某甲", "1001", 2), ("周某乙", "1002", 1), ("吴某丙", "1003", 3))
    ]
    record = {
        "summary": "居民到场踊跃，主讲人结合案例讲解，并现场答疑。",
        "handed_out": 40,
        "questions": "遗嘱怎样写才有效；楼道堆物归谁管。",
    }
    fill(
        "education",
        people,
        Told(
            _activity("民法典进楼组", "law", "everybody", now - dt.timedelta(days=9), 40),
            (announced, *_held(26, record)),
        ),
        Told(_activity("防范电信诈骗讲座", "fraud", "older", now - dt.timedelta(days=1), 30), (announced, *_held(18))),
        Told(_activity("家风故事会", "family", "everybody", now + dt.timedelta(days=6), 5), (announced, *listed)),
        Told(_activity("模拟法庭", "law", "juveniles", now + dt.timedelta(days=20), 30)),
    )


def _held(others: int, record: Mapping[str, Any] | None = None) -> list[tuple[str, str, Mapping[str, Any]]]:
    moves: list[tuple[str, str, Mapping[str, Any]]] = [("handler", "hold", {"others": others})]
    return [*moves, ("handler", "record", record)] if record else moves


def _activity(title: str, theme: str, audience: str, at: dt.datetime, places: int) -> dict[str, Any]:
    begins = at.replace(hour=14, minute=0)
    return {
        "title": title,
        "theme": theme,
        "audience": audience,
        "speaker": "某律师事务所志愿律师",
        "neighbourhood": Neighbourhood.objects.get(key="wunan").pk,
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + dt.timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "place": "居民区活动室",
        "places": places,
    }
