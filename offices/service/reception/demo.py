"""Made-up windows, rosters, day figures, items for other centres and bad reviews (D7)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill, named


def reception(people: Mapping[str, Any], today: dt.date) -> None:
    """Three windows with who sits there, three days of figures, items on their way, reviews at every stage."""
    ago = [today - dt.timedelta(days=days) for days in range(40)]
    open_at = {"floor": "一楼大厅", "opens": "09:00", "closes": "17:00", "device_on": ago[12]}
    windows = fill(
        "service-windows",
        people,
        Told({"title": "1号", "scope": "priority", "items": "全部事项", "low": "on", **open_at}),
        Told({"title": "2号", "scope": "all", "items": "全部事项", **open_at}),
        Told({"title": "3号", "scope": "field", "items": "社会保险、医疗保险", **open_at}),
    )
    if not windows:
        return
    until = {"begins_on": ago[5], "until": today + dt.timedelta(days=9), "trained_on": ago[39]}
    fill(
        "window-duties",
        people,
        Told({"title": "当班甲", "window": named(windows[0]), "shift": "whole", "stand_in": "当班丙", **until}),
        Told({"title": "当班乙", "window": named(windows[1]), "shift": "morning", **until}),
        Told({"title": "当班丁", "window": named(windows[1]), "shift": "afternoon", **until}),
    )
    _figures(people, ago)
    _reviews(people, windows, ago)
    fill(
        "items-on-behalf",
        people,
        Told(_item("代办社保卡补换", "庞某", "社会保障卡补换", ago[1])),
        Told(_item("代收居民医保参保", "熊某", "居民医保参保", ago[6], sent=ago[5])),
        Told(_item("代收敬老卡申请", "纪某", "敬老卡申请", ago[20], sent=ago[19], result=ago[8])),
    )


def _figures(people: Mapping[str, Any], ago: list[dt.date]) -> None:
    counts = {"called": 180, "accepted": 150, "on_behalf": 32, "told_missing": 11, "wait": 14, "longest": 41}
    fill(
        "hall-figures",
        people,
        *(
            Told(
                {
                    "title": f"{ago[day]:%m月%d日}",
                    "counted_on": ago[day],
                    "tickets": 190 + day,
                    **counts,
                    "bad": day % 2,
                }
            )
            for day in (6, 7, 8)  # the days after these are counted by the hall
        ),
    )


def _reviews(people: Mapping[str, Any], windows: list[Any], ago: list[dt.date]) -> None:
    today = ago[0]
    seen = {"contacted_on": ago[1], "verified": "当日窗口减少一个，等候较长。", "cause": "wait", "fix_by": today}
    fixed = {"fixed_on": ago[1], "fixed": "午间增开一个窗口，并向本人致歉。"}
    fill(
        "bad-reviews",
        people,
        Told(_review("材料跑了两次", "舒某", windows[1], ago[0])),
        Told(_review("等候近一小时", "屈某", windows[2], ago[2]), (("handler", "badreview_confirm", seen),)),
        Told(
            _review("窗口解释不清", "项某", windows[0], ago[3]),
            (
                ("handler", "badreview_confirm", {**seen, "cause": "attitude"}),
                ("handler", "badreview_fix", fixed),
                ("handler", "badreview_call", {"called_on": today, "content": True, "result": "表示满意。"}),
            ),
        ),
    )


def _item(
    title: str, name: str, item: str, accepted: dt.date, sent: dt.date | None = None, result: dt.date | None = None
) -> dict[str, Any]:
    given = {"title": title, "name": name, "item": item, "mode": "home", "home": "某区某街道受理中心"}
    days = {
        "accepted_on": accepted,
        "promised_on": accepted + dt.timedelta(days=14),
        "sent_on": sent,
        "result_on": result,
    }
    return {**given, **{key: day for key, day in days.items() if day}, "delivery": "邮寄"}


def _review(title: str, name: str, window: Any, day: dt.date) -> dict[str, Any]:
    given = {"title": title, "name": name, "grade": "bad", "way": "device", "window": named(window)}
    return {**given, "reviewed_on": day, "said": "希望改进。"}
