"""A rehearsal: restore into a second place on this machine, look at a page signed in, and throw it away again."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command
from django.db.models import Count
from django.test import Client

from caojiadu.embedded import Postgres
from caojiadu.embedded.postgres import APPLICATION, OWNER
from caojiadu.operations.backup import restoring, shelf
from caojiadu.operations.backup.making import Say
from caojiadu.operations.backup.trouble import BackupTrouble

DATABASE = "rehearsal"


def rehearse(backup: shelf.Backup, identity: Path, say: Say) -> None:
    """Restore with a server of its own; the database in use is not asked for anything. Raises BackupTrouble."""
    with tempfile.TemporaryDirectory(prefix="caojiadu-rehearsal-", dir=settings.REHEARSAL_ROOT or None) as folder:
        place = Path(folder)
        place.chmod(0o711)
        (place / "var").mkdir(mode=0o700)
        postgres = Postgres(place / "postgres", log=place / "postgres.log", throwaway=True)
        try:
            postgres.start()
            _restore_there(postgres, place, backup, identity, say)
        finally:
            postgres.stop()
    restoring.rehearsed(backup.folder.parent, backup)


def _restore_there(postgres: Postgres, place: Path, backup: shelf.Backup, identity: Path, say: Say) -> None:
    password = secrets.token_urlsafe(24)
    postgres.prepare(database=DATABASE, owner_password=password, application_password=password)
    there = {
        "DATABASE_URL": postgres.url(OWNER, password, DATABASE),
        "APPLICATION_ROLE": APPLICATION,
        "PORTAL_VAR": str(place / "var"),
        "FILES_ROOT": str(place / "var" / "files"),
        "BACKUP_ROOT": str(backup.folder.parent),
        "PG_PROGRAMS": "",
    }
    args = ["manage.py", "restore", backup.name, "--identity", str(identity.resolve()), "--look"]
    env = {**os.environ, **_keys(), **there}
    with subprocess.Popen(
        [sys.executable, *args, "--reason", "rehearsal"],
        cwd=settings.BASE_DIR, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as run:  # fmt: skip
        assert run.stdout is not None
        for line in run.stdout:
            say(f"  {line.rstrip()}")
    if run.returncode:
        raise BackupTrouble("The rehearsal failed; the reason is above.")


def _keys() -> dict[str, str]:
    """What the settings of this process may have read from a file of the place in use."""
    return {
        "PORTAL_MODE": settings.MODE,
        "SECRET_KEY": settings.SECRET_KEY,
        "PERSONAL_DATA_KEYS": ",".join(settings.PERSONAL_DATA_KEYS),
        "PERSONAL_LOOKUP_KEY": settings.PERSONAL_LOOKUP_KEY,
        "AUDIT_KEY": settings.AUDIT_KEY,
    }


def look(say: Say) -> None:
    """Open pages as a visitor and signed in, as whoever may use them would. Raises BackupTrouble."""
    if isinstance(staticfiles_storage, ManifestFilesMixin) and not staticfiles_storage.hashed_files:
        call_command("collectstatic", verbosity=0, interactive=False)
    host = settings.INSIDE_HOST or next((host for host in settings.ALLOWED_HOSTS if host.strip(".*")), "localhost")
    browser = Client(headers={"host": host.lstrip(".")})
    _open(browser, "/", "a visitor", say)
    # Whoever holds the most posts sees the most.
    staff = get_user_model().objects.filter(is_active=True, kind="staff")
    somebody = staff.annotate(posts_held=Count("posts")).order_by("-posts_held", "pk").first()
    if somebody is None:
        return say("There is no account of staff to sign in with.")
    browser.force_login(somebody, backend=settings.AUTHENTICATION_BACKENDS[0])
    return _open(browser, "/desk/", somebody.username, say)


def _open(browser: Client, path: str, who: str, say: Say) -> None:
    answer = browser.get(path, secure=True, follow=True)
    if answer.status_code != 200:
        raise BackupTrouble(f"{path} answers {answer.status_code} after the restore")
    say(f"{answer.request['PATH_INFO']} opens as {who} ({len(answer.content)} bytes).")
