"""COPY for demonstrations: the owner's rights, rows by model, and triggers left out while arrays come ready-made."""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from typing import Any

import environ
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.fields import NOT_PROVIDED

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@contextmanager
def owner_cursor() -> Iterator[Any]:
    """A cursor with the owner's rights, in one transaction. The suite's own connection may become the owner again."""
    if settings.DATABASE_OWNER_URL:
        with _second_connection() as cursor:
            yield cursor
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute("RESET ROLE")
        yield cursor
        cursor.execute(f"SET ROLE {role}")


@contextmanager
def _second_connection() -> Iterator[Any]:
    owner = connection.copy()
    owner.settings_dict.update(environ.Env.db_url_config(settings.DATABASE_OWNER_URL))
    owner.set_autocommit(False)
    try:
        with owner.cursor() as cursor:
            yield cursor
        owner.commit()
    finally:
        owner.close()


class Courier:
    """Sends one batch while the next is written: the server works on the other core."""

    def __init__(self, cursor: Any) -> None:
        # The driver's own cursor: Django's refuses to be used from another thread, though we use it from one at a time.
        self._cursor, self._pool = cursor.cursor, ThreadPoolExecutor(max_workers=1)
        self._under_way: Future[None] | None = None

    def send(self, copies: list[tuple[str, StringIO]]) -> None:
        """Hand over a batch, after the one before has arrived. Raises what went wrong with that one."""
        self.wait()
        self._under_way = self._pool.submit(self._copy, copies)

    def wait(self) -> None:
        """Wait until everything has arrived. Nobody may use the connection before."""
        under_way, self._under_way = self._under_way, None
        if under_way:
            under_way.result()

    def _copy(self, copies: list[tuple[str, StringIO]]) -> None:
        for statement, text in copies:
            self._cursor.copy_expert(statement, text)


class Table:
    """Rows for one table, kept as COPY text until they are sent; ids count up under a lock."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [field for field in model._meta.local_concrete_fields if field.db_default is NOT_PROVIDED]
        self.name = model._meta.db_table
        self.defaults = {field.column: _default(field) for field in fields}
        self.counted = isinstance(model._meta.pk, models.AutoField)
        if self.counted:
            self.defaults["id"] = "0"
        self.columns = ", ".join(f'"{column}"' for column in self.defaults)
        self.lines: list[str] = []
        self.last = 0

    def begin(self, cursor: Any) -> None:
        """Keep other writers out, so that the ids taken from here on are ours."""
        cursor.execute(f"LOCK TABLE {self.name} IN SHARE ROW EXCLUSIVE MODE")
        if self.counted:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [self.name])
            self.last = cursor.fetchone()[0] - 1

    def add(self, **values: Any) -> int:
        """Add one row by column names. Returns its id where ids are counted."""
        if self.counted:
            self.last += 1
            values["id"] = self.last
        texts = self.defaults.copy()
        for name, value in values.items():
            texts[name] = _writer(value)(value)
        self.lines.append("\t".join(texts.values()))
        return self.last

    def take(self) -> tuple[str, StringIO]:
        """What was added since the last time, as a COPY and its text."""
        text = StringIO("".join(f"{line}\n" for line in self.lines))
        self.lines.clear()
        return f"COPY {self.name} ({self.columns}) FROM STDIN", text

    def end(self, cursor: Any) -> None:
        """Let the sequence go on after our rows, and the planner know them."""
        if self.counted and self.last:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), greatest(%s, 1))", [self.name, self.last])
        cursor.execute(f"ANALYZE {self.name}")


@contextmanager
def triggers_off(cursor: Any, *tables: str) -> Iterator[None]:
    """Switch our own triggers off on some tables; a failure rolls that back with everything else."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Ready(str):
    """Text that is escaped for COPY already, for what many rows share."""


def ready_json(value: Any) -> Ready:
    """A JSON value, written once."""
    return Ready(_json(value))


def _default(field: Any) -> str:
    value = field.get_default() if field.has_default() else None if field.null else ""
    return _writer(value)(value)


def _writer(value: Any) -> Callable[[Any], str]:
    """How values of this type are written; a choice is written as what it stands for."""
    found = type(value)
    if found not in _WRITERS:
        _WRITERS[found] = next(_WRITERS[base] for base in found.__mro__ if base in _WRITERS)
    return _WRITERS[found]


def _string(value: str) -> str:
    text = str(value)
    return text if text.isalnum() else text.translate(_ESCAPES)


def _array(value: list[int]) -> str:
    return "{" + ",".join(map(str, value)) + "}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES) if value else "{}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _none: "\\N",
    str: _string,
    Ready: str,
    bool: lambda value: "t" if value else "f",
    int: lambda value: str(int(value)),
    list: _array,
    dict: _json,
    dt.date: str,
    dt.datetime: str,
    uuid.UUID: str,
}
