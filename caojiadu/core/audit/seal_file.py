"""Heads of seals kept outside the database, where its superuser does not reach."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from caojiadu.core.audit.models import Seal


def path() -> Path:
    """Return the file's place."""
    return Path(settings.VAR_DIR) / "audit-seals.log"


def heads() -> dict[tuple[str, int], str]:
    """Return what the file says: head by table and number. A line cut off in writing counts for nothing."""
    found: dict[tuple[str, int], str] = {}
    if path().is_file():
        for line in path().read_text("utf-8").splitlines():
            if entry := _parsed(line):
                found[entry["table"], entry["number"]] = entry["head"]
    return found


def append(seals: list[Seal]) -> None:
    """Add seals to the file, readable by its owner alone, and see them to the disk."""
    if not seals:
        return
    lines = "".join(
        json.dumps({"table": seal.table, "number": seal.number, "at": seal.at.isoformat(), "head": seal.head}) + "\n"
        for seal in seals
    )
    path().parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
        file.write(("\n" if _ends_within_a_line() else "") + lines)
        file.flush()
        os.fsync(file.fileno())


def catch_up(table: str) -> None:
    """Add seals that a stop between commit and writing kept from the file. Called under the sealer's lock."""
    last = max((number for name, number in heads() if name == table), default=0)
    append(list(Seal.objects.filter(table=table, number__gt=last).order_by("number")))


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
        return entry if {"table", "number", "head"} <= set(entry) else None
    except (ValueError, TypeError):
        return None


def _ends_within_a_line() -> bool:
    content = path().read_bytes()[-1:]
    return bool(content) and content != b"\n"
