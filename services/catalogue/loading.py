"""Loading the catalogue: rows that are missing are added, what administrators edited stays."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from caojiadu.core.hooks import provide
from caojiadu.core.organisation.lists import load_rows
from services.catalogue.models import Amount, Condition, Item, LifeEvent, Limit, Paper, Question, Said
from services.reception import CENTRE

FILE = Path(__file__).parent / "items.toml"
SAID: dict[str, type[Said]] = {
    "conditions": Condition,
    "papers": Paper,
    "limits": Limit,
    "amounts": Amount,
    "questions": Question,
}
# What a row of the file may leave out; written down, so that a value taken out of the file leaves the database too.
UNCONFIRMED = {"source_zh": "", "source_en": "", "confirmed": False}
MORE: dict[str, dict[str, Any]] = {"papers": {"obtained": False}, "limits": {"days": None, "working": True}}


@provide("load_lists")
def load_catalogue() -> None:
    """Bring the catalogue up to its file. The occasions of an item are set as it is made, and then are its own."""
    found = read_catalogue()
    load_rows(LifeEvent, found["events"])
    there = set(Item.objects.values_list("key", flat=True))
    load_rows(Item, [_plain(row) for row in found["items"]])
    for name, model in SAID.items():
        load_rows(model, [_said(name, item["key"], row) for item in found["items"] for row in item.get(name, ())])
    events = {event.key: event for event in LifeEvent.objects.all()}
    for item in Item.objects.exclude(key__in=there):
        item.events.set([events[key] for key in _row_of(item.key)["events"]])


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
    return {"item": item, **UNCONFIRMED, **MORE.get(name, {}), **row}
