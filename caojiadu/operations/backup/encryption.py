"""age (https://age-encryption.org): encrypted to public keys, so that this machine writes backups it cannot read."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

import pyrage
from django.conf import settings

from caojiadu.operations.backup.trouble import BackupTrouble

CHUNK = 1024 * 1024
Key = Any  # pyrage.x25519.Identity: the library comes without types


class Writer(Protocol):
    """Takes bytes."""

    def write(self, data: bytes, /) -> Any: ...

    def flush(self) -> Any: ...


@dataclass
class Measured:
    """Hands on what is read or written, and knows its size and digest."""

    stream: Any = None
    size: int = 0
    _sha256: Any = field(default_factory=hashlib.sha256)

    def write(self, data: bytes) -> int:
        self._note(data)
        if self.stream is not None:
            self.stream.write(data)
        return len(data)

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.stream.read(size)
        self._note(data)
        return data

    def flush(self) -> None:
        if self.stream is not None:
            self.stream.flush()

    def _note(self, data: bytes) -> None:
        self.size += len(data)
        self._sha256.update(data)

    @property
    def sha256(self) -> str:
        """The digest of what has passed so far."""
        digest: str = self._sha256.hexdigest()
        return digest


def recipients() -> list[Any]:
    """Whoever may read the backups. Raises BackupTrouble where nobody is named."""
    if not settings.BACKUP_RECIPIENTS:
        raise BackupTrouble(
            "BACKUP_RECIPIENTS names nobody who could read a backup: "
            "make a key with `manage.py backup --new-key FILE`, away from this machine, and set what it prints."
        )
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in settings.BACKUP_RECIPIENTS]
    except pyrage.RecipientError as error:
        raise BackupTrouble(f"BACKUP_RECIPIENTS holds what is no public key of age (age1...): {error}") from error


def identities(path: Path) -> list[Key]:
    """The secret keys in a file, as age-keygen and `--new-key` write them. Raises BackupTrouble."""
    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise BackupTrouble(f"{path} cannot be read as a file of secret keys of age: {error}") from error
    if not found:
        raise BackupTrouble(f"{path} holds no secret key (AGE-SECRET-KEY-...).")
    return found


def new_key(path: Path) -> str:
    """Write a new secret key, for its owner alone; return the public one. Raises BackupTrouble if one is there."""
    key = pyrage.x25519.Identity.generate()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(f"# public key: {key.to_public()}\n{key}\n")
    except OSError as error:
        raise BackupTrouble(f"{path} cannot be written: {error.strerror}") from error
    return str(key.to_public())


def encrypt(source: IO[bytes] | Measured, target: Path, to: Sequence[Any]) -> Measured:
    """Encrypt a stream into a new file, see it to the disk and read it back; return the size and digest of the file.

    Raises BackupTrouble where the disk gives back something else than was written.
    """
    with target.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        written = Measured(file)
        pyrage.encrypt_io(source, written, list(to))
        file.flush()
        os.fsync(file.fileno())
        # What is read back comes from the disk, not from memory.
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if digest_of(target) != written.sha256:
        raise BackupTrouble(f"{target} does not read back as it was written; look at the disk.")
    return written


def decrypt(source: Path, target: Writer, keys: Sequence[Key]) -> None:
    """Decrypt a file into a stream. Raises BackupTrouble where the key is another's or the file was changed."""
    try:
        with source.open("rb") as file:
            pyrage.decrypt_io(file, target, list(keys))
    except BrokenPipeError:
        raise
    except (pyrage.DecryptError, OSError) as error:
        raise BackupTrouble(f"{source} cannot be decrypted with this key, or is damaged: {error}") from error


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
