"""Loading the catalogue: rows that are missing are added, what administrators edited stays."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from caojiadu.core.hooks import provide
from caojiadu.core.organisation.lists import load_rows
from services.catalogue.models import Amount, Condition, Cost, Item, LifeEvent, Limit, Paper, Question, Said, Step
from services.reception import CENTRE

FILE = Path(__file__).parent / "items.toml"
SAID: dict[str, type[Said]] = {
    "conditions": Condition,
    "papers": Paper,
    "limits": Limit,
    "costs": Cost,
    "steps": Step,
    "amounts": Amount,
    "questions": Question,
}
# What a row of the file may leave out; written down, so that a value taken out of the file leaves the database too.
UNCONFIRMED = {"source_zh": "", "source_en": "", "confirmed": False, "checked_on": None}
MORE: dict[str, dict[str, Any]] = {
    "papers": {"obtained": False, "spared_zh": "", "spared_en": ""},
    "limits": {"days": None, "working": True},
}
_DIGITS = "〇一二三四五六七八九"
_COUNTED = {ord(sign): str(number) for number, sign in enumerate(_DIGITS)}  # of a point that a notice counts so


@provide("load_lists")
def load_catalogue() -> None:
    """Bring the catalogue up to its file. The occasions of an item are set as it is made, and then are its own."""
    found = read_catalogue()
    load_rows(LifeEvent, found["events"])
    there = set(Item.objects.values_list("key", flat=True))
    load_rows(Item, [_plain(row) for row in found["items"]])
    for name, model in SAID.items():
        rows = [_said(name, item["key"], row) for item in found["items"] for row in item.get(name, ())]
        _let_go(model, {row["key"] for row in rows})
        load_rows(model, rows)
    events = {event.key: event for event in LifeEvent.objects.all()}
    for item in Item.objects.exclude(key__in=there):
        item.events.set([events[key] for key in _row_of(item.key)["events"]])


def _let_go(model: type[Said], keys: set[str]) -> None:
    """What left the file and was never edited by hand."""
    gone = model._default_manager.exclude(loaded={}).exclude(key__in=keys).select_related("item")
    unedited = [row.pk for row in gone if not any(row.edited(name) for name in row.loaded)]
    model._default_manager.filter(pk__in=unedited).delete()


@cache
def read_catalogue() -> dict[str, Any]:
    """Read the file once in a process."""
    with FILE.open("rb") as opened:
        return tomllib.load(opened)


def _row_of(key: str) -> dict[str, Any]:
    return next(row for row in read_catalogue()["items"] if row["key"] == key)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {"centre": CENTRE} | {name: value for name, value in row.items() if name not in SAID and name != "events"}


def _said(name: str, item: str, row: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in row.items() if key != "source"}
    return {"item": item, **UNCONFIRMED, **MORE.get(name, {}), **told, **_sourced(row.get("source", ""))}


def _sourced(source: str) -> dict[str, Any]:
    """A line with a source was read there, and is confirmed: "JB 6, 10" are two articles of what [sources] calls JB."""
    if not source:
        return {}
    code, _space, articles = source.partition(" ")
    chinese, english = read_catalogue()["sources"][code]
    numbers = [one.strip() for one in articles.split(",") if one.strip()]
    if numbers:
        chinese += "、".join(f"第{_spelt(one)}条" if one.isdigit() else one for one in numbers)
        english += f", {'arts.' if len(numbers) > 1 else 'art.'} {', '.join(numbers).translate(_COUNTED)}"
    day = read_catalogue()["checked_on"].isoformat()
    return {"source_zh": chinese, "source_en": english, "confirmed": True, "checked_on": day}


def _spelt(number: str) -> str:
    """A number below a hundred as the articles of a law are counted: 十, 二十七."""
    tens, ones = divmod(int(number), 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
