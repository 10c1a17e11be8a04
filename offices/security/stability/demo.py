"""Made-up counts of screenings (E4)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill

COUNTS = ("found", "high", "middle", "low", "named", "resolved", "reviewed", "reported_up")


def stability(people: Mapping[str, Any], today: dt.date) -> None:
    """This week's screening and last week's, at different stages."""
    places = {place.key: str(place.pk) for place in Neighbourhood.objects.all()}
    last = today - dt.timedelta(days=7)
    fill(
        "stability-screenings",
        people,
        Told(_screening("上周排查", "property", places["wunan"], last, "reviewed", 3, 0, 1, 2, 3, 3, 3, 0)),
        Told(_screening("上周排查", "labour", places["gaorong"], last, "named", 2, 1, 1, 0, 2, 1, 0, 1)),
        Told(_screening("本周排查", "neighbours", places["wunan"], today, "rated", 4, 0, 1, 3, 2, 0, 0, 0)),
        Told(_screening("本周排查", "money", places["gaorong"], today, "found", 1, 0, 0, 0, 0, 0, 0, 0)),
    )


def _screening(title: str, theme: str, place: str, on: dt.date, stage: str, *counts: int) -> dict[str, Any]:
    given = {"title": title, "cycle": "week", "theme": theme, "neighbourhood": place, "stage": stage}
    days = {"screened_on": on, "next_on": on + dt.timedelta(days=7)}
    return {**given, **days, **dict(zip(COUNTS, counts, strict=True))}
