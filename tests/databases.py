"""The template is migrated and filled once a run; every worker, and every test that commits, begins with a copy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection, connections
from psycopg2 import sql

from caojiadu.embedded.migrating import models_alone

LOCK = 20260101
# How PostgreSQL copies the template: file by file is a fifth of the work in memory, and twice the work on a disk.
COPY = os.environ.get("PORTAL_TEST_COPY", "WAL_LOG")
_as_owner = False


def take_application_role(connection: Any, **kwargs: object) -> None:
    """Work with the application's rights: what the web may not do, the suite may not do either."""
    if not _as_owner:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {settings.APPLICATION_ROLE}")


@contextmanager
def as_owner() -> Iterator[None]:
    """Let connections made inside keep the owner's rights."""
    global _as_owner
    connection.close()
    _as_owner = True
    try:
        yield
    finally:
        _as_owner = False
        connection.close()


@contextmanager
def _keeper() -> Iterator[Any]:
    """A cursor outside the databases of the suite, where nobody else makes or drops one meanwhile."""
    parameters = {**settings.DATABASES["default"]["OPTIONS"]}
    for ours, theirs in (("USER", "user"), ("PASSWORD", "password"), ("HOST", "host"), ("PORT", "port")):
        if settings.DATABASES["default"].get(ours):
            parameters[theirs] = settings.DATABASES["default"][ours]
    opened = psycopg2.connect(dbname="postgres", **parameters)
    opened.autocommit = True
    try:
        with opened.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield cursor
    finally:
        opened.close()


def _execute(cursor: Any, statement: str, *names: str) -> None:
    cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _drop(cursor: Any, name: str) -> None:
    """Drop a database with whoever is in it.

    `WITH (FORCE)` is refused while the server itself cleans up in there; a plain drop sends that away and waits for it.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL", [name]
    )
    _execute(cursor, "DROP DATABASE IF EXISTS {}", name)


def ready() -> None:
    """Make the template when this run has none, and this worker's database from it."""
    with _keeper() as cursor:
        if not _template_is_fresh(cursor):
            _make_template(cursor)
    restore()


def _template_is_fresh(cursor: Any) -> bool:
    cursor.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [settings.TEMPLATE_DATABASE]
    )
    found = cursor.fetchone()
    return found is not None and found[0] == os.environ["PORTAL_TEST_RUN"]


def _make_template(cursor: Any) -> None:
    name = settings.TEMPLATE_DATABASE
    _drop(cursor, name)
    _execute(cursor, "CREATE DATABASE {}", name)
    with as_owner(), models_alone():
        connection.settings_dict["NAME"] = name
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if "load_official_lists" in get_commands():
            call_command("load_official_lists", verbosity=0)
    cursor.execute(
        sql.SQL("COMMENT ON DATABASE {} IS %s").format(sql.Identifier(name)), [os.environ["PORTAL_TEST_RUN"]]
    )


def restore() -> None:
    """Give this worker an untouched copy of the template."""
    connections.close_all()
    name = settings.DATABASES["default"]["TEST"]["NAME"]
    with _keeper() as cursor:
        _drop(cursor, name)
        _execute(cursor, f"CREATE DATABASE {{}} TEMPLATE {{}} STRATEGY {COPY}", name, settings.TEMPLATE_DATABASE)
        _execute(cursor, "COMMENT ON DATABASE {} IS 'portal: test'", name)
    connection.settings_dict["NAME"] = name


def drop() -> None:
    """Remove this worker's database."""
    connections.close_all()
    with _keeper() as cursor:
        _drop(cursor, settings.DATABASES["default"]["TEST"]["NAME"])
