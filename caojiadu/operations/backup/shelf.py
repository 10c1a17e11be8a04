"""Where backups stand, which there are, and which of them are kept: so many days, weeks and months."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from caojiadu.core.audit.sealed import mac_of
from caojiadu.operations.backup.trouble import BackupTrouble

NAME = "%Y-%m-%dT%H%M%SZ"
MANIFEST, DATABASE, SEALS, FILES = "manifest.json", "database.age", "seals.age", "files.list"
REHEARSED = "rehearsed.txt"


@dataclass(frozen=True)
class Backup:
    """A whole backup: its folder, and what its manifest says."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        """The moment it was begun, in UTC."""
        return self.folder.name

    @property
    def made(self) -> datetime:
        """When it was begun."""
        return datetime.strptime(self.name, NAME).replace(tzinfo=UTC)

    @property
    def size(self) -> int:
        """Bytes of its own, uploaded files not counted: these are kept once for all backups."""
        return sum(path.stat().st_size for path in self.folder.iterdir())

    def contents(self) -> Iterator[str]:
        """The names of the uploaded files that belong to it, in the folder of files that its manifest names."""
        with (self.folder / FILES).open(encoding="utf-8") as file:
            yield from (line.rstrip("\n") for line in file)


def root(place: Path | None = None) -> Path:
    """Where backups stand."""
    return Path(place or settings.BACKUP_ROOT)


def backups(place: Path | None = None) -> list[Backup]:
    """All whole backups, the newest last. One that was cut off has no manifest under its final name."""
    found = []
    for path in sorted(root(place).glob("*Z/" + MANIFEST)):
        try:
            found.append(Backup(path.parent, json.loads(path.read_text("utf-8"))))
        except ValueError:
            continue
    return found


def names() -> list[str]:
    """The names of all whole backups, the newest last."""
    return sorted(path.parent.name for path in root().glob("*Z/" + MANIFEST))


def find(name: str, place: Path | None = None) -> Backup:
    """The backup of a name, or the newest. Raises BackupTrouble, also where its manifest is not the portal's."""
    found = [backup for backup in backups(place) if name in ("", backup.name)]
    if not found:
        raise BackupTrouble(f"There is no {'whole backup' if not name else f'backup {name}'} in {root(place)}.")
    if found[-1].manifest.get("mac") != manifest_mac(found[-1].manifest):
        raise BackupTrouble(
            f"The manifest of {found[-1].name} was changed, or AUDIT_KEY is not the one of the portal that wrote it."
        )
    return found[-1]


def manifest_mac(manifest: dict[str, Any]) -> str:
    """What shows that the portal wrote it, with this AUDIT_KEY."""
    return mac_of(["backup", {name: value for name, value in manifest.items() if name != "mac"}])


@contextmanager
def alone() -> Iterator[Path]:
    """The folder of backups for one backup at a time. Raises BackupTrouble while another is at work."""
    place = root()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupTrouble("Another backup is at work here.") from None
        for left in place.glob("*.part"):
            shutil.rmtree(left)
        yield place


def finish(part: Path, manifest: dict[str, Any]) -> Backup:
    """Write the manifest and give the folder its name: from now on it is a backup."""
    manifest = {**manifest, "mac": manifest_mac(manifest)}
    with (part / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    return Backup(part.rename(part.with_suffix("")), manifest)


def kept(found: list[Backup]) -> set[str]:
    """The names that the plan keeps: the newest of each of the last days, weeks and months, and the newest at all."""
    plan = (
        ("%Y-%m-%d", settings.BACKUP_KEEP_DAYS),
        ("%G-%V", settings.BACKUP_KEEP_WEEKS),
        ("%Y-%m", settings.BACKUP_KEEP_MONTHS),
    )
    names = {found[-1].name} if found else set()
    for form, number in plan:
        newest = {localtime(backup.made).strftime(form): backup.name for backup in found}
        names |= {newest[period] for period in sorted(newest)[-number:]} if number else set()
    return names


def prune() -> list[str]:
    """Remove what the plan does not keep, and files that no backup needs any more; return the names that went."""
    found = backups()
    stay = kept(found)
    gone = [backup for backup in found if backup.name not in stay]
    for backup in gone:
        shutil.rmtree(backup.folder)
    staying = [backup for backup in found if backup.name in stay]
    needed = {f"{one.manifest['files']['folder']}/{name}" for one in staying for name in one.contents()}
    for path in root().glob("files-*/*/*.age"):
        if path.relative_to(root()).as_posix() not in needed:
            path.unlink()
    return [backup.name for backup in gone]
