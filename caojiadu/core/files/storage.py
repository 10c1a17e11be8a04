"""Where contents lie: under FILES_ROOT by key, readable by the portal alone, never by the name that came with them."""

import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.limits import MIN_FREE_BYTES


def path_of(key: uuid.UUID) -> Path:
    """Return the place of a content."""
    return Path(settings.FILES_ROOT) / key.hex[:2] / str(key)


def holds(key: uuid.UUID) -> bool:
    """Whether a content is there."""
    return path_of(key).is_file()


def write(key: uuid.UUID, content: bytes) -> None:
    """Keep a content and see it to the disk. Raises UnfitFile while the disk is full."""
    place = path_of(key)
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(place.parent).free < MIN_FREE_BYTES:
            raise _full()
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        remove(key)
        raise _full() from error


def remove(key: uuid.UUID) -> None:
    """Remove a content, if it is there."""
    path_of(key).unlink(missing_ok=True)


def all_keys(*, before: float | None = None) -> Iterator[uuid.UUID]:
    """Yield the keys of all contents, or of those last written before a moment."""
    for place in Path(settings.FILES_ROOT).glob("[0-9a-f][0-9a-f]/*"):
        if before is None or place.stat().st_mtime < before:
            yield uuid.UUID(place.name)


def _marker() -> Path:
    return Path(settings.FILES_ROOT) / "belongs-to"


def owner() -> str:
    """Which database the folder is marked with; nothing where it has no mark."""
    return _marker().read_text("utf-8").strip() if _marker().is_file() else ""


def mark(database: str) -> None:
    """Mark the folder as this database's."""
    if owner() != database:
        _marker().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = _marker().with_suffix(".part")
        part.write_text(database + "\n", "utf-8")
        part.replace(_marker())


def put_aside(key: uuid.UUID, day: date) -> None:
    """Lay a content aside, under the day."""
    place = Path(settings.FILES_ROOT) / "aside" / day.isoformat() / str(key)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path_of(key).rename(place)


def aside() -> Iterator[tuple[uuid.UUID, Path]]:
    """Yield the keys of what lies aside, and where."""
    for place in sorted(Path(settings.FILES_ROOT).glob("aside/*-*-*/*")):
        yield uuid.UUID(place.name), place


def bring_back(place: Path, key: uuid.UUID) -> None:
    """Lay what was aside where it was; what is there meanwhile stays."""
    if not holds(key):
        path_of(key).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.rename(path_of(key))


def drop_aside(*, before: date) -> list[uuid.UUID]:
    """Remove what was laid aside before a day; return the keys."""
    old = [(key, place) for key, place in aside() if date.fromisoformat(place.parent.name) < before]
    for _key, place in old:
        place.unlink()
    return [key for key, _place in old]


def _full() -> UnfitFile:
    return UnfitFile(
        "disk", _("it cannot be kept just now. Please send the letter without it, and bring it or call us.")
    )
