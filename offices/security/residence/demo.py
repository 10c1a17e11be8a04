"""Made-up applications for residence permits (E7)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill


def residence(people: Mapping[str, Any], today: dt.date) -> None:
    """A registration, a first permit with the police, one granted, and a renewal for which a paper is missing."""
    ago = [today - dt.timedelta(days=days) for days in range(30)]
    wunan = str(Neighbourhood.objects.get(key="wunan").pk)

    def told(title: str, name: str, wish: str, *moves: Any, **given: Any) -> Told:
        stays = {"lives_since": today - dt.timedelta(days=300), "neighbourhood": wunan}
        received = {"title": title, "name": name, "wish": wish, "received_on": ago[8] if moves else today}
        return Told({**received, **stays, **given}, [("handler", key, typed) for key, typed in moves])

    with_police = (("accept", {"accepted_on": ago[7]}), ("hand", {"handed_on": ago[6]}))
    granted = ("grant", {"decided_on": ago[1], "permit_until": today + dt.timedelta(days=364)})
    fill(
        "residence-permits",
        people,
        told("居住登记", "洪某", "register"),
        told("首次申领居住证", "包某", "permit", *with_police, ground="work"),
        told("首次申领居住证", "诸某", "permit", *with_police, granted, ground="home"),
        told(
            "居住证签注",
            "左某",
            "renew",
            ("say_missing", {"missing": "本年度就业证明。"}),
            ground="work",
            year_ends_on=today + dt.timedelta(days=15),
        ),
    )
