"""Made-up households in assistance, visits to them and re-checks (D4)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named


def assistance(people: Mapping[str, Any], today: dt.date) -> None:
    """A household of each category, visits, and re-checks before and after the decision."""
    place = str(Neighbourhood.objects.get(key="wunan").pk)
    ago = [today - dt.timedelta(days=days) for days in range(400)]

    def household(title: str, name: str, category: str, monthly: int, **more: Any) -> Told:
        base = {"category": category, "members": 2, "monthly": monthly, "neighbourhood": place}
        days = {"consent_on": ago[240], "since": ago[210], "rechecked_on": ago[170], "visited_on": ago[80]}
        given = {"title": title, "name": name, "reasons": "主要劳动力患病，收入中断。", **base, **days}
        return Told({**given, **more})

    relief = {"consent_on": ago[42], "since": ago[40], "rechecked_on": ago[39], "until": today + dt.timedelta(days=40)}
    homes = fill(
        "assisted-households",
        people,
        household("夫妻一人患病", "戴某", "minimum", 2600),
        household("孤老，无法定赡养人", "宋某", "hardship", 2200, members=1),
        household("重病医疗支出较大", "茅某", "rigid", 1800),
        household("火灾后临时困难", "庾某", "relief", 1500, **relief),
    )
    if homes:
        _visits(people, homes, ago)
        _reviews(people, homes, today)


def _visits(people: Mapping[str, Any], homes: list[Any], ago: list[dt.date]) -> None:
    fill(
        "assistance-visits",
        people,
        *(
            Told(
                {
                    "title": title,
                    "household": named(home),
                    "visited_on": ago[day],
                    "visitors": "经办甲、居委乙",
                    **found,
                }
            )
            for title, home, day, found in (
                ("季度走访", homes[0], 20, {"change": "better", "seen": "丈夫已重新就业。"}),
                ("季度走访", homes[1], 12, {"change": "none", "seen": "身体平稳，邻居照看。"}),
                ("困难走访", homes[2], 5, {"change": "worse", "seen": "再次住院，支出增加。"}),
            )
        ),
    )


def _reviews(people: Mapping[str, Any], homes: list[Any], today: dt.date) -> None:
    ago = [today - dt.timedelta(days=days) for days in range(6)]
    means = ("head", "aidreview_means", {"means_on": ago[3], "means": "核对反馈：本人有新增工资收入。"})
    visit = ("head", "aidreview_visit", {"home_on": ago[2], "seen": "情况与反馈一致。"})
    change = {"proposal": "change", "grounds": "收入增加，按规定减少。", "new_monthly": "1400", "effective_on": today}
    propose = ("head", "aidreview_propose", change)

    def review(title: str, home: Any, cause: str, *moves: Any) -> Told:
        return Told({"title": title, "household": named(home), "cause": cause, "begun_on": ago[5]}, moves)

    fill(
        "assistance-reviews",
        people,
        review("半年复核", homes[1], "due"),
        review("就业后复核", homes[0], "told", means, visit, propose),
        review("支出增加复核", homes[2], "told", means),
    )
