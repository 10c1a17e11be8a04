"""Which append-only tables are sealed, by which columns, and how a row is spelt: the same row, the same keyed digest.

A sealed table has `id` and `xid` (a BigIntegerField with db_default=TransactionId()), an index on the two, and the
`append_only` migration. The app that owns it says so once, in a module that its AppConfig.ready() imports:
`sealed_table("cases_caseevent", "case_id", "key", "at", "data", "words_digest")`.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet


def plain(value: Any) -> Any:
    """Reduce a value to what JSON in the database gives back unchanged; anything else becomes text.

    Text is kept as PostgreSQL keeps it: no NUL, no half of a surrogate pair.
    """
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, dict):
        return dict(zip(map(plain, map(str, value)), map(plain, value.values()), strict=True))
    if isinstance(value, list | tuple | set | frozenset):
        return list(map(plain, value))
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    text = value.isoformat() if isinstance(value, date) else str(value)
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def canonical(value: Any) -> bytes:
    """Spell a value as JSON on one line with sorted keys."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def new_mac() -> hmac.HMAC:
    """Start a keyed digest; without AUDIT_KEY, which the database never sees, nobody can make or mend one."""
    return hmac.new(settings.AUDIT_KEY.encode("utf-8"), digestmod=hashlib.sha256)


def mac_of(value: Any) -> str:
    """Return the keyed digest of a value."""
    return hmac.digest(settings.AUDIT_KEY.encode("utf-8"), canonical(value), "sha256").hex()


@dataclass(frozen=True)
class SealedTable:
    """A table under seal: its name, the columns a seal covers and the column of its own MAC, if any."""

    name: str
    columns: tuple[str, ...]
    mac: str = ""

    @property
    def model(self) -> type[Model]:
        """The model kept in this table. Raises LookupError when none is."""
        for model in apps.get_models():
            if model._meta.db_table == self.name:
                return model
        raise LookupError(f"{self.name}: sealed, but no model is kept there")

    def rows(self, *, from_xid: int, before_xid: int | None) -> Iterator[tuple[Any, ...]]:
        """Yield (xid, id, mac or None, *columns) in the order of sealing; None stands for the end of the table."""
        found: QuerySet[Model] = self.model._default_manager.filter(xid__gte=from_xid)
        if before_xid is not None:
            found = found.filter(xid__lt=before_xid)
        names = ("xid", "id", *((self.mac,) if self.mac else ()), *self.columns)
        for row in found.order_by("xid", "id").values_list(*names).iterator(chunk_size=2000):
            yield row if self.mac else (row[0], row[1], None, *row[2:])

    def row_mac(self, values: dict[str, Any]) -> str:
        """Return the MAC that a row with these values must carry."""
        return mac_of([self.name, *zip(self.columns, map(values.__getitem__, self.columns), strict=True)])

    def is_genuine(self, row: tuple[Any, ...]) -> bool:
        """Say whether a row from `rows` carries the MAC of its content; always so where rows have none."""
        return not self.mac or row[2] == self.row_mac(dict(zip(self.columns, row[3:], strict=True)))


class RowsDigest:
    """A running keyed digest over rows, so that a million of them need no memory."""

    def __init__(self) -> None:
        self.count = 0
        self._mac = new_mac()

    def add(self, row: tuple[Any, ...]) -> None:
        """Take in one row; canonical JSON holds no line break, so rows cannot run together."""
        self.count += 1
        self._mac.update(canonical(row) + b"\n")

    def hexdigest(self) -> str:
        """Return the digest so far."""
        return self._mac.hexdigest()


_tables: dict[str, SealedTable] = {}


def sealed_table(name: str, *columns: str, mac: str = "") -> SealedTable:
    """Put a table under seal."""
    _tables[name] = SealedTable(name, columns, mac)
    return _tables[name]


def sealed_tables() -> list[SealedTable]:
    """Return all tables under seal, by name."""
    return [_tables[name] for name in sorted(_tables)]


ENTRIES = sealed_table(
    "audit_entry",
    *("key", "at", "action", "actor_user_id", "actor_label", "office_id"),
    *("subject_type", "subject_key", "reason", "ip", "data"),
    mac="mac",
)
