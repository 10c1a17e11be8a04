"""Made-up bids, volunteers, channels and articles (B4, B5)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named

DAY = dt.timedelta(days=1)
Steps = tuple[tuple[str, str, dict[str, Any]], ...]


def publicity(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Bids at every point, volunteers with their hours, articles in review."""
    _civilisation(people, now)
    _articles(people, now.date())


def _civilisation(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    inspected: Steps = (("handler", "inspect", {"inspected_on": today - 20 * DAY, "score": 92}),)
    sent = ("head", "send", {"sent_on": today - 10 * DAY})
    awarded = ("head", "award", {"awarded_on": today - DAY, "valid_until": today + 900 * DAY})
    fault = {"inspected_on": today - 3 * DAY, "score": 71, "faults": "楼道堆物较多，充电棚需整改。"}
    fill(
        "civilised-bids",
        people,
        Told(_bid("某某花园", "estate", today), (*inspected, sent, awarded)),
        Told(_bid("某某坊", "estate", today), (("handler", "fault", fault),)),
        Told(_bid("某某单位", "unit", today), inspected),
    )
    fill(
        "volunteers",
        people,
        Told(_volunteer("社区守望队", "care", "赵某", today)),
        Told(_volunteer("便民服务队", "hands", "钱某", today)),
        Told(_volunteer("文明引导队", "order", "孙某", today)),
    )
    signed = [
        ("handler", "sign_up", {"name": name, "phone": f"1390000000{number}"})
        for number, name in enumerate(("张某", "李某", "王某"))
    ]
    fill(
        "volunteer-events",
        people,
        Told(_event("学雷锋便民服务日", "skill", now + 9 * DAY), (("handler", "announce", {}), *signed)),
        Told(
            _event("楼道清洁日", "clean", now - 2 * DAY),
            (
                ("handler", "hold", {"others": 16}),
                ("handler", "record", {"summary": "清理楼道八处。", "hours_each": "2", "people_served": 120}),
            ),
        ),
    )


def _articles(people: Mapping[str, Any], today: dt.date) -> None:
    channels = fill(
        "publicity-channels",
        people,
        Told(_channel("街道公众号", "account", today)),
        Told(_channel("社区报", "paper", today)),
        Told(_channel("居民区宣传栏", "board", today)),
    )
    if not channels:
        return
    first = ("handler-b2", "first", {"note": "已核对事实和文字。"})
    out = {"published_on": today, "whereabouts": "当日推送头条"}
    passed: Steps = (
        first,
        ("head", "second", {"note": "不涉密，可以公开。"}),
        ("leader", "final", {"note": "同意发布。"}),
        ("handler", "publish", out),
    )
    fill(
        "articles",
        people,
        Told(_article("居民区楼道焕新", channels[0], "news", today), passed),
        Told(_article("冬季用电用火提醒", channels[2], "notice", today), (first,)),
        Told(_article("志愿者的一天", channels[1], "story", today)),
    )


def _area() -> Any:
    return Neighbourhood.objects.order_by("pk").values_list("pk", flat=True).first()


def _bid(title: str, sort: str, today: dt.date) -> dict[str, Any]:
    return {
        "title": title,
        "sort": sort,
        "level": "district",
        "cycle": "本轮",
        "neighbourhood": _area(),
        "received_on": today - 30 * DAY,
        "hand_in_by": today + 20 * DAY,
        "own_score": 90,
    }


def _volunteer(title: str, skill: str, name: str, today: dt.date) -> dict[str, Any]:
    days = {"since": today - 500 * DAY, "trained_on": today - 200 * DAY}
    return {"title": title, "neighbourhood": _area(), "skill": skill, **days, "name": name, "phone": "13900000009"}


def _event(title: str, theme: str, at: dt.datetime) -> dict[str, Any]:
    return {
        "title": title,
        "theme": theme,
        "serves": "周边居民",
        "bring": "",
        "neighbourhood": _area(),
        "starts_at": f"{at:%Y-%m-%dT09:00}",
        "ends_at": f"{at:%Y-%m-%dT11:00}",
        "place": "社区广场",
        "places": 20,
        "sign_up_until": "",
    }


def _channel(title: str, kind: str, today: dt.date) -> dict[str, Any]:
    return {
        "title": title,
        "kind": kind,
        "keeper": "宣传干事",
        "registered_until": today + 200 * DAY,
        "readers": 3200,
        "posted_on": today - 4 * DAY,
        "looked_over_on": today - 30 * DAY,
    }


def _article(title: str, outlet: Any, genre: str, today: dt.date) -> dict[str, Any]:
    told = {"wanted_on": today + 2 * DAY, "sources": "居民区提供，科室核实", "body": f"{title}：相关情况如下。"}
    return {"title": title, "outlet": named(outlet), "genre": genre, **told}
