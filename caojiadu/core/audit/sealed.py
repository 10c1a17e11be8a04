"""Which append-only tables are sealed, by which columns, how a row is spelt (the same row, the same keyed digest), and
the events of matters and entries, which are written once under such a seal.

A sealed table has `id` and `xid` (a BigIntegerField with db_default=TransactionId()), an index on the two, and the
`append_only` migration. The app that owns it says so once, in a module that its AppConfig.ready() imports:
`sealed_table("cases_caseevent", "case_id", "key", "at", "data", "words_digest")`.
"""

import datetime as dt
import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Model, QuerySet

from caojiadu.core.audit.order import TransactionId


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
    """Return the keyed digest of a value; without AUDIT_KEY, which the database never sees, nobody can make one."""
    return mac_of_spelt(canonical(value))


def mac_of_spelt(text: bytes) -> str:
    """The same of a value that is spelt already."""
    return hmac.digest(settings.AUDIT_KEY.encode("utf-8"), text, "sha256").hex()


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
        return mac_of_spelt(self.spelt(values))

    def spelt(self, values: dict[str, Any]) -> bytes:
        """Spell a row with these values as its MAC takes it."""
        return canonical([self.name, *zip(self.columns, map(values.__getitem__, self.columns), strict=True)])

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


class Event(models.Model):
    """One thing that happened, read-only for ever. It carries keys only; what people wrote lies in its words."""

    seal: ClassVar[SealedTable]

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor_user_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    words_digest = models.CharField(max_length=64, blank=True)
    xid = models.BigIntegerField(db_default=TransactionId(), editable=False)
    mac = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    @property
    def typed(self) -> dict[str, str]:
        """Its words by the name of their field; none where nobody wrote any, or where they were shredded."""
        return self.words.text if hasattr(self, "words") else {}


class Words(models.Model):
    """The words of an event, which can be shredded without breaking the seal over their salted digest."""

    salt = models.CharField(max_length=32)
    text = models.JSONField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


E = TypeVar("E", bound=Event)


def append(event: E, keys: Mapping[str, Any], words: Mapping[str, str]) -> E:
    """Seal and write an event: `keys` are rows, choices, days and numbers, `words` what somebody typed."""
    salt = secrets.token_hex(16) if words else ""
    event.data = dict(zip(keys, map(_key, keys.values()), strict=True))
    event.words_digest = digest_of(salt, words) if words else ""
    event.mac = event.seal.row_mac(vars(event))
    event.save(force_insert=True)
    if words:
        kept: Any = event._meta.get_field("words").related_model
        kept.objects.create(event=event, salt=salt, text=dict(words))
    return event


def digest_of(salt: str, words: Mapping[str, str]) -> str:
    """The salted digest that the seal covers, so that words can be shredded and the chain still holds."""
    text = salt + json.dumps(words, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _key(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return [_key(one) for one in value]
