"""Heads of seals kept outside the database, where its superuser does not reach.

A line is a head, or says that the database was restored: then the heads after the seals that it names are of what the
restore took back, and the chain goes on from there. Such a line carries a MAC and belongs to an entry of the trail.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from caojiadu.core.audit.models import Seal
from caojiadu.core.audit.sealed import mac_of


@dataclass
class Filed:
    """What the file says: heads by table and number, restores in their order, heads that a restore took back."""

    heads: dict[tuple[str, int], str] = field(default_factory=dict)
    restores: list[dict[str, Any]] = field(default_factory=list)
    taken_back: int = 0
    forged: int = 0

    def take(self, line: dict[str, Any]) -> None:
        """Read the next line."""
        if "head" in line:
            self.heads[line["table"], line["number"]] = line["head"]
        elif line["mac"] != _restore_mac(line):
            self.forged += 1
        else:
            self._restore(line)

    def _restore(self, line: dict[str, Any]) -> None:
        kept = {place: head for place, head in self.heads.items() if place[1] <= line["seals"].get(place[0], 0)}
        self.taken_back += len(self.heads) - len(kept)
        self.heads = kept
        # One that a later restore went back behind is taken back as well.
        self.restores = [*(one for one in self.restores if one["restore"] < line["restore"]), line]


def path() -> Path:
    """Return the file's place."""
    return Path(settings.VAR_DIR) / "audit-seals.log"


def read() -> Filed:
    """Return what the file says. A line cut off in writing counts for nothing."""
    found = Filed()
    if path().is_file():
        for line in path().read_text("utf-8").splitlines():
            if entry := _parsed(line):
                found.take(entry)
    return found


def heads() -> dict[tuple[str, int], str]:
    """Return the heads that hold, by table and number."""
    return read().heads


def append(seals: list[Seal]) -> None:
    """Add seals to the file, readable by its owner alone, and see them to the disk."""
    _add({"table": seal.table, "number": seal.number, "at": seal.at.isoformat(), "head": seal.head} for seal in seals)


def append_restore(*, number: int, at: datetime, entry: str, seals: dict[str, int]) -> None:
    """Say that the database was restored and holds the seals up to these; `entry` is the key of its entry."""
    line = {"restore": number, "at": at.isoformat(), "entry": entry, "seals": seals}
    _add([{**line, "mac": _restore_mac(line)}])


def catch_up(table: str) -> None:
    """Add seals that a stop between commit and writing kept from the file. Called under the sealer's lock."""
    last = max((number for name, number in heads() if name == table), default=0)
    append(list(Seal.objects.filter(table=table, number__gt=last).order_by("number")))


def _restore_mac(line: dict[str, Any]) -> str:
    return mac_of([line.get(name) for name in ("restore", "at", "entry", "seals")])


def _add(entries: Iterable[dict[str, Any]]) -> None:
    lines = "".join(json.dumps(entry) + "\n" for entry in entries)
    if not lines:
        return
    path().parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
        file.write(("\n" if _ends_within_a_line() else "") + lines)
        file.flush()
        os.fsync(file.fileno())


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
        kinds = {"table", "number", "head"}, {"restore", "seals", "entry", "mac"}
        return entry if any(kind <= set(entry) for kind in kinds) else None
    except (ValueError, TypeError):
        return None


def _ends_within_a_line() -> bool:
    content = path().read_bytes()[-1:]
    return bool(content) and content != b"\n"
