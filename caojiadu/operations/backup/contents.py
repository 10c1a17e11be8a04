"""Uploaded files: a content never changes, so each is encrypted once and belongs to every backup that names it."""

import hashlib
import io
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from caojiadu.core.files import storage
from caojiadu.core.files.errors import UnfitFile
from caojiadu.operations.backup import encryption, shelf
from caojiadu.operations.backup.trouble import BackupTrouble


class Pool:
    """The encrypted contents that one set of readers can open: `ab/<key>-<SHA-256 of the file>.age`."""

    def __init__(self, place: Path, to: Sequence[Any]) -> None:
        readers = hashlib.sha256("\n".join(sorted(map(str, to))).encode()).hexdigest()[:16]
        self.folder, self.to = place / f"files-{readers}", to
        self.names: dict[str, str] = {}
        for path in self.folder.glob("*/*.age"):
            self.names[path.name[:36]] = f"{path.parent.name}/{path.name}"
        self.used: dict[str, str] = {}
        self.new = self.bytes = 0

    def take(self) -> None:
        """Take in every content that is there now. Called before and after the dump, so that none is missed."""
        for key in storage.all_keys():
            if str(key) in self.used:
                continue
            try:
                self.used[str(key)] = self.names.get(str(key)) or self._add(key)
            except FileNotFoundError:
                continue  # thrown away meanwhile by whoever had attached it

    def _add(self, key: uuid.UUID) -> str:
        folder = self.folder / key.hex[:2]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"{key}.part"
        part.unlink(missing_ok=True)
        with storage.path_of(key).open("rb") as content:
            written = encryption.encrypt(content, part, self.to)
        part.rename(folder / f"{key}-{written.sha256}.age")
        self.new, self.bytes = self.new + 1, self.bytes + written.size
        return f"{folder.name}/{key}-{written.sha256}.age"

    def write_list(self, path: Path) -> str:
        """Write down which contents belong to the backup; return the digest of the list."""
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{name}\n" for name in sorted(self.used.values()))
            file.flush()
            os.fsync(file.fileno())
        return encryption.digest_of(path)


def faults(backup: shelf.Backup) -> Iterator[str]:
    """Contents of a backup that are gone or were changed."""
    if encryption.digest_of(backup.folder / shelf.FILES) != backup.manifest["files"]["sha256"]:
        yield f"{backup.folder / shelf.FILES} was changed"
        return
    folder = backup.folder.parent / backup.manifest["files"]["folder"]
    for name in backup.contents():
        path = folder / name
        if not path.is_file():
            yield f"{path} is gone"
        elif encryption.digest_of(path) != path.stem[37:]:
            yield f"{path} was changed"


def bring_back(backup: shelf.Backup, keys: Sequence[encryption.Key]) -> tuple[int, int]:
    """Write the contents that are not there yet; return how many, and their bytes. Nothing is written over.

    Raises BackupTrouble.
    """
    number = size = 0
    folder = backup.folder.parent / backup.manifest["files"]["folder"]
    for name in backup.contents():
        key = uuid.UUID(Path(name).name[:36])
        if storage.holds(key):
            continue
        content = io.BytesIO()
        encryption.decrypt(folder / name, content, keys)
        try:
            storage.write(key, content.getvalue())
        except UnfitFile as full:
            raise BackupTrouble(f"{storage.path_of(key)} cannot be written: the disk is full.") from full
        number, size = number + 1, size + len(content.getvalue())
    return number, size
