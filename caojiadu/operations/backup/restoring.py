"""Bring a backup back: into a database without tables, and a folder whose files are never written over."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from caojiadu.core import demo
from caojiadu.core.audit import epoch, seal_file
from caojiadu.core.audit.sealing import seal_all
from caojiadu.core.files import cleaning, storage
from caojiadu.core.files.models import File
from caojiadu.core.notices.worker import doubt_what_waits
from caojiadu.operations.backup import contents, encryption, shelf, tables
from caojiadu.operations.backup.making import FORMAT, Say, key_marks
from caojiadu.operations.backup.programs import login, programs
from caojiadu.operations.backup.trouble import BackupTrouble


def check(backup: shelf.Backup) -> None:
    """See that a backup is whole, with nothing but this machine. Raises BackupTrouble."""
    faults = list(contents.faults(backup))
    for name, part in ((shelf.DATABASE, "database"), (shelf.SEALS, "seals")):
        path = backup.folder / name
        if not path.is_file() or encryption.digest_of(path) != backup.manifest[part]["sha256"]:
            faults.append(f"{path} is gone or was changed")
    if faults:
        raise BackupTrouble(f"The backup {backup.name} is not whole: " + "; ".join(faults[:5]))


def restore(backup: shelf.Backup, keys: Sequence[encryption.Key], *, reason: str, who: str, say: Say) -> None:
    """Bring all of it back and let the portal go on. Raises BackupTrouble; then nothing that was there is lost."""
    _refuse_what_cannot_end_well(backup)
    check(backup)
    _database(backup, keys)
    _compare(backup, say)
    number, size = contents.bring_back(backup, keys)
    say(f"Files: {number} written ({size / 1e6:.1f} MB), {backup.manifest['files']['number']} in the backup.")
    _claim_files(say)
    _seals(backup, keys)
    if backup.manifest["purpose"]:
        demo.mark(backup.manifest["purpose"].removeprefix("portal: "))
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    go_on(reason=reason, backup=backup.name, who=who, say=say)
    for fault in files_at_fault():
        say(f"ATTENTION: {fault}")


def go_on(*, reason: str, backup: str, who: str, say: Say) -> None:
    """Make a database that came back by whatever way one that works: seals, messages, sessions."""
    entry = epoch.raise_epoch(reason=reason, backup=backup, who=who)
    rows = seal_all()
    say(f"Seals: epoch {entry.data['epoch']} begun and recorded in the trail; {rows} rows sealed.")
    doubtful = doubt_what_waits()
    say(f"Messages that may have gone out after the backup: {doubtful}. Send them again in administration if not.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
    say("Everybody signs in again.")


def _refuse_what_cannot_end_well(backup: shelf.Backup) -> None:
    manifest = backup.manifest
    if manifest["format"] > FORMAT or (unknown := set(manifest["migrations"]) - _known_migrations()):
        last = "" if manifest["format"] > FORMAT else f" ({sorted(unknown)[-1]})"
        raise BackupTrouble(
            f"A newer portal made this backup{last}: version {manifest['portal']}, commit {manifest['commit'] or '?'}. "
            "Take that version of the code first."
        )
    ours = key_marks()
    if missing := [name for name, mark in manifest["keys"].items() if ours.get(name) != mark]:
        raise BackupTrouble(f"These keys are not the ones of the portal that made the backup: {', '.join(missing)}.")
    if found := tables.names():
        raise BackupTrouble(
            f"The database {connection.settings_dict['NAME']} holds {len(found)} tables already; "
            "a restore goes into an empty one: CREATE DATABASE, and name that in DATABASE_URL."
        )
    if os.geteuid() == 0 and settings.VAR_DIR.is_dir() and (owner := settings.VAR_DIR.stat().st_uid):
        raise BackupTrouble(f"{settings.VAR_DIR} belongs to user {owner}: run this as that user, not as root.")


def _known_migrations() -> set[str]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def _database(backup: shelf.Backup, keys: Sequence[encryption.Key]) -> None:
    _ensure_role()
    where, env = login()
    args = [str(programs() / "pg_restore"), "--exit-on-error", "--no-owner", "--single-transaction", *where]
    connection.close()
    with subprocess.Popen(args, env=env, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdin is not None and run.stderr is not None
        try:
            with run.stdin:
                encryption.decrypt(backup.folder / shelf.DATABASE, run.stdin, keys)
        except BrokenPipeError:
            pass  # why it went away, it says itself
        except BackupTrouble:
            run.kill()
            raise
        said = run.stderr.read().decode("utf-8", "replace")
    if run.returncode:
        raise BackupTrouble(f"pg_restore failed, and the database is empty as before: {said.strip()}")


def _ensure_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [settings.APPLICATION_ROLE])
        if not cursor.fetchone()[0]:
            raise BackupTrouble(
                f"The role {settings.APPLICATION_ROLE} is missing: as a superuser, CREATE ROLE "
                f"{settings.APPLICATION_ROLE} LOGIN PASSWORD '...' first."
            )


def _compare(backup: shelf.Backup, say: Say) -> None:
    with transaction.atomic():
        found = tables.digests()
    if differences := tables.differences(backup.manifest["tables"], found):
        raise BackupTrouble("The database came back otherwise than it was: " + "; ".join(differences[:5]))
    rows = sum(int(one[0]) for one in found.values())
    say(f"Database: {len(found)} tables with {rows} rows, each as in the backup.")


def _seals(backup: shelf.Backup, keys: Sequence[encryption.Key]) -> None:
    """Put the file of heads back; one that survived elsewhere knows more, and stays."""
    path = seal_file.path()
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        encryption.decrypt(backup.folder / shelf.SEALS, file, keys)
        file.flush()
        os.fsync(file.fileno())
    if path.is_file():
        begins_so = path.read_bytes().startswith(part.read_bytes())
        part.unlink()
        if not begins_so:
            raise BackupTrouble(f"{path} is of another portal, or was changed; move it away and restore again.")
    else:
        part.rename(path)


def _claim_files(say: Say) -> None:
    """The folder is this database's from now on; one that another database uses keeps its mark."""
    if cleaning.is_anothers():
        say(f"ATTENTION: {settings.FILES_ROOT} is another database's. If that one is gone: manage.py claim_files.")
    else:
        cleaning.claim()


def files_at_fault() -> Iterator[str]:
    """Files that the database knows and whose content is not there, or is another."""
    for file in File.objects.exclude(state=File.State.REFUSED).order_by("id").iterator():
        if not storage.holds(file.key):
            yield f"file {file.key}: its content is not there"
        elif encryption.digest_of(storage.path_of(file.key)) != file.sha256:
            yield f"file {file.key}: its content was changed"


def rehearsed(place: Path, backup: shelf.Backup) -> None:
    """Note that this backup was restored and looked at."""
    (place / shelf.REHEARSED).write_text(f"{timezone.now().isoformat()} {backup.name}\n", "utf-8")
