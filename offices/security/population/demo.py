"""Made-up dwellings, people, tenancies and changes (E7)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named


def population(people: Mapping[str, Any], today: dt.date) -> None:
    """Three dwellings with who lives there, what is let, and changes at every stage."""
    wunan = str(Neighbourhood.objects.get(key="wunan").pk)
    ago = [today - dt.timedelta(days=days) for days in (2, 30, 340, 900)]
    homes = fill(
        "dwellings",
        people,
        Told(_home("某小区1幢101室", wunan, "owner", 3, ago[1])),
        Told(_home("某小区2幢502室", wunan, "rooms", 2, ago[2])),
        Told(_home("某弄3号203室", wunan, "let", 1, ago[1])),
    )
    if not homes:
        return
    fill(
        "occupants",
        people,
        Told(_occupant("户主", "潘某", homes[0], "here", ago[3], ago[1])),
        Told(_occupant("承租人", "葛某", homes[1], "china", ago[2], ago[1], today + dt.timedelta(days=20))),
        Told(_occupant("承租人", "范某", homes[2], "city", ago[2], ago[1])),
    )
    fill(
        "tenancies",
        people,
        Told(_tenancy("朝南一间", "彭某", homes[1], ago[2], today + dt.timedelta(days=25), 2, ago[2])),
        Told(_tenancy("整套", "鲁某", homes[2], ago[2], today + dt.timedelta(days=390), 1, ago[1])),
    )
    checked = ("handler", "population_check", {"checked_on": today, "checked_how": "home", "details": "已上门核对。"})
    fill(
        "population-changes",
        people,
        Told(_change("租客搬离", homes[1], "out", "landlord", ago[0])),
        Told(_change("新生儿入户", homes[0], "born", "report", ago[1]), (checked,)),
        Told(
            _change("新租客入住", homes[2], "in", "committee", ago[1]), (checked, ("handler", "population_update", {}))
        ),
    )


def _home(title: str, place: str, use: str, rooms: int, checked: dt.date) -> dict[str, Any]:
    given = {"title": title, "neighbourhood": place, "estate": title[:3], "use": use, "rooms": rooms}
    return {**given, "checked_on": checked}


def _occupant(
    title: str, name: str, home: Any, origin: str, since: dt.date, checked: dt.date, permit: dt.date | None = None
) -> dict[str, Any]:
    given = {"title": title, "name": name, "home": named(home), "origin": origin, "since": since, "checked_on": checked}
    return {**given, **({"permit_until": permit} if permit else {})}


def _tenancy(
    title: str, name: str, home: Any, start: dt.date, until: dt.date, tenants: int, safe: dt.date
) -> dict[str, Any]:
    days = {"let_from": start, "let_until": until, "safety_on": safe}
    return {"title": title, "name": name, "home": named(home), "tenants": tenants, **days}


def _change(title: str, home: Any, change: str, source: str, day: dt.date) -> dict[str, Any]:
    given = {"title": title, "home": named(home), "change": change, "source": source}
    return {**given, "happened_on": day, "people": 1}
