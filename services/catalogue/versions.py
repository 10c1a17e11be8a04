"""What an item says to the public, frozen: applications keep the words they began with."""

import hashlib
import json
from typing import Any

from caojiadu.core import memory
from services.catalogue.models import Item, ItemVersion, Said

PARTS = ("conditions", "papers", "limits", "costs", "steps", "amounts")
MORE = ("obtained", "days", "working")  # what some lines say beside their text


def version_of(item: Item) -> ItemVersion:
    """The version that holds what an item says now, made where nobody met it before."""
    content, digest = said_now(item)
    version, _new = item.versions.get_or_create(digest=digest, defaults={"content": content})
    return version


def changed_since(version: ItemVersion) -> bool:
    """Whether the item says something else now."""
    _content, digest = said_now(version.item)
    return digest != version.digest


def said_now(item: Item) -> tuple[dict[str, Any], str]:
    """The content of an item with its mark, from memory until an item or a line of one changes."""

    def read() -> tuple[dict[str, Any], str]:
        content = content_of(Item.objects.get(pk=item.pk))
        return content, digest_of(content)

    return memory.kept(("item says", item.pk), read)


def told_by(version: ItemVersion | None) -> dict[str, Any]:
    """What `services/catalogue/_version.html` shows: what the item said when the application was made, and since when
    not any more."""
    if version is None:
        return {"version": None}
    parts = {name: version.lines(name) for name in PARTS}
    asked = [line for line in parts.pop("papers") if not line["obtained"]]
    return {"version": version, "parts": {**parts, "papers": asked}, "older": changed_since(version)}


def content_of(item: Item) -> dict[str, Any]:
    """What the public is told of an item: its own words and every confirmed line. A query for each part."""
    return {
        "name": {"zh": item.name_zh, "en": item.name_en},
        "what": {"zh": item.what_zh, "en": item.what_en},
        "decider": {"zh": item.decider_zh, "en": item.decider_en},
        **{name: [_line(row) for row in getattr(item, name).filter(confirmed=True)] for name in PARTS},
    }


def digest_of(content: dict[str, Any]) -> str:
    """The mark of a content: equal contents have the same."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _line(row: Said) -> dict[str, Any]:
    return {
        "key": row.key,
        "text": {"zh": row.text_zh, "en": row.text_en},
        "source": {"zh": row.source_zh, "en": row.source_en},
        **{name: getattr(row, name) for name in MORE if hasattr(row, name)},
    }
