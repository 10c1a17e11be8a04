"""Make a backup: the database as it is at one moment, every uploaded file, the heads of the seals, a manifest."""

import hashlib
import hmac
import io
import platform
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from caojiadu.core import demo
from caojiadu.core.audit import seal_file
from caojiadu.operations.backup import encryption, shelf, tables
from caojiadu.operations.backup.contents import Pool
from caojiadu.operations.backup.programs import login, programs, server_version
from caojiadu.operations.backup.trouble import BackupTrouble

FORMAT = 1
Say = Callable[[str], Any]


def make(say: Say) -> shelf.Backup:
    """Make one backup, check it, and remove what the plan does not keep. Raises BackupTrouble."""
    to = encryption.recipients()
    with shelf.alone() as place:
        name = _name(place)
        part = place / f"{name}.part"
        part.mkdir(mode=0o700)
        pool = Pool(place, to)
        pool.take()
        # Before the dump: a seal of the file is then in the database too.
        heads = seal_file.path().read_bytes() if seal_file.path().is_file() else b""
        seals = encryption.encrypt(io.BytesIO(heads), part / shelf.SEALS, to)
        manifest = _database(part, to, say)
        pool.take()
        manifest["seals"] = {"sha256": seals.sha256}
        manifest["files"] = {
            "folder": pool.folder.name, "number": len(pool.used), "sha256": pool.write_list(part / shelf.FILES),
        }  # fmt: skip
        say(f"Files: {len(pool.used)}, of these {pool.new} new ({pool.bytes / 1e6:.1f} MB).")
        made = shelf.finish(part, {**_about(), **manifest})
        for gone in shelf.prune():
            say(f"Removed by the plan: {gone}")
    return made


def _name(place: Path) -> str:
    """The name of a backup made now; two of one second would have the same, so the later one waits for the next."""
    while (place / (name := timezone.now().strftime(shelf.NAME))).exists():
        time.sleep(0.1)
    return name


def _database(part: Path, to: list[Any], say: Say) -> dict[str, Any]:
    """Dump, and count and digest what the dump holds: both see the same moment."""
    with _moment() as snapshot:
        written = _dump(part / shelf.DATABASE, snapshot, to)
        say(f"Database: {written.size / 1e6:.1f} MB.")
        found = tables.digests()
        applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    return {
        "database": {"sha256": written.sha256, "size": written.size},
        "tables": found,
        "migrations": applied,
        "purpose": demo.purpose(),
    }


@contextmanager
def _moment() -> Iterator[str]:
    """A moment of the database that pg_dump can share."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _dump(target: Path, snapshot: str, to: list[Any]) -> encryption.Measured:
    where, env = login()
    without = [f"--exclude-table-data=public.{name}" for name in tables.EMPTY]
    args = [str(programs() / "pg_dump"), "--format=custom", f"--snapshot={snapshot}", *without, *where]
    with subprocess.Popen(args, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as dump:
        assert dump.stdout is not None and dump.stderr is not None
        written = encryption.encrypt(dump.stdout, target, to)
        said = dump.stderr.read().decode("utf-8", "replace")
    if dump.returncode:
        raise BackupTrouble(f"pg_dump failed: {said.strip()}")
    return written


def _about() -> dict[str, Any]:
    """What somebody must have to read the backup, the keys apart."""
    return {
        "format": FORMAT,
        "portal": _version(),
        "commit": _commit(),
        "postgresql": server_version(),
        "machine": platform.node(),
        "keys": key_marks(),
    }


def key_marks() -> dict[str, str]:
    """A mark of each key: shows whether one has the right key, and nothing of the key itself."""
    held = {"AUDIT_KEY": settings.AUDIT_KEY, "PERSONAL_LOOKUP_KEY": settings.PERSONAL_LOOKUP_KEY}
    held |= {f"PERSONAL_DATA_KEYS {key.partition(':')[0]}": key for key in settings.PERSONAL_DATA_KEYS}
    return {name: hmac.digest(key.encode(), name.encode(), hashlib.sha256).hex()[:16] for name, key in held.items()}


def _version() -> str:
    try:
        return version("caojiadu-portal")
    except PackageNotFoundError:
        import tomllib

        text = (settings.BASE_DIR / "pyproject.toml").read_text("utf-8")
        return str(tomllib.loads(text)["project"]["version"])


def _commit() -> str:
    """The commit of this code, where it was cloned."""
    try:
        done = subprocess.run(
            ["git", "-C", str(settings.BASE_DIR), "rev-parse", "HEAD"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
