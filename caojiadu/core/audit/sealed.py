"""Which append-only tables are sealed, and by which columns.

A sealed table has `id` and `xid` (a BigIntegerField with db_default=TransactionId()), an index on the two, and the
`append_only` migration. The app that owns it says so once, at its model or in a module that AppConfig.ready() imports:
`sealed_table("cases_caseevent", "case_id", "key", "at", "data", "words_digest")`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from caojiadu.core.audit.canonical import canonical, mac_of, new_mac


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
