"""COPY for demonstrations: the owner's rights, rows by model, and triggers left out while arrays come ready-made."""

import json
import uuid
from collections.abc import Iterator
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


class Table:
    """Rows for one table, kept as COPY text until they are sent; ids count up under a lock."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [field for field in model._meta.local_concrete_fields if field.db_default is NOT_PROVIDED]
        self.name = model._meta.db_table
        self.defaults = {field.column: _default(field) for field in fields}
        self.counted = isinstance(model._meta.pk, models.AutoField)
        if self.counted:
            self.defaults["id"] = None
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
        self.lines.append("\t".join([_text(values.get(name, default)) for name, default in self.defaults.items()]))
        return self.last

    def send(self, cursor: Any) -> None:
        """COPY what was added since the last time."""
        if self.lines:
            text = StringIO("\n".join(self.lines) + "\n")
            cursor.copy_expert(f"COPY {self.name} ({self.columns}) FROM STDIN", text)
            self.lines.clear()

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


def _default(field: Any) -> Any:
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES) if not value.isalnum() else value
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        return "{" + ",".join(map(str, value)) + "}"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    return value.hex if isinstance(value, uuid.UUID) else str(value)
