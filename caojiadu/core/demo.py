"""Made-up people and letters never get into a real office's database."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

# A comment on the database itself: `make run` and the suite write it on databases they found empty.
PURPOSES = ("portal: demo", "portal: test")


def purpose() -> str:
    """Return what this database was made for, or nothing when nobody said so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        row: tuple[Any, ...] = cursor.fetchone()
    return row[0] or ""


def is_empty() -> bool:
    """Say whether no portal has ever lived in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NULL")
        return bool(cursor.fetchone()[0])


def mark(word: str) -> None:
    """Write on this database what it is for. Needs the rights of its owner."""
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [f"portal: {word}"])


def refuse_production(what: str) -> None:
    """Raise CommandError unless this is a demonstration or the suite, by its settings and by its database."""
    if settings.PRODUCTION:
        raise CommandError(f"{what} is for demonstrations; PORTAL_MODE is production")
    if purpose() not in PURPOSES:
        raise CommandError(f"{what} is for demonstrations; this database was not made by `make run`")
