"""What made-up events of any kind share: when they are, and how they go on."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood

Moves = tuple[tuple[str, str, Mapping[str, Any]], ...]
ANNOUNCED: Moves = (("handler", "announce", {}),)
LISTED: Moves = tuple(
    ("handler", "sign_up", {"name": name, "phone": f"1380000{number}", "people": people})
    for name, number, people in (("陈某甲", "2001", 2), ("周某乙", "2002", 1), ("吴某丙", "2003", 3))
)


def at(day: dt.datetime, place: str, places: int, hours: int = 2) -> dict[str, Any]:
    """In the afternoon of a day."""
    begins = day.replace(hour=14, minute=0)
    ends = begins + dt.timedelta(hours=hours)
    return {
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{ends:%Y-%m-%dT%H:%M}",
        "place": place,
        "places": places,
    }


def published(title: str, place: str, **words: str) -> Moves:
    """The head reviews the public words."""
    return (("head", "publish", {"title": title, "place": place, **words}),)


def held(others: int, **record: Any) -> Moves:
    """It was held; with a record, that is written too."""
    moves: Moves = (("handler", "hold", {"others": others}),)
    return (*moves, ("handler", "record", record)) if record else moves


def area() -> int:
    """A neighbourhood."""
    return Neighbourhood.objects.get(key="wunan").pk
