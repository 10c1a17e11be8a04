"""Where contents lie: under FILES_ROOT by key, readable by the portal alone, never by the name that came with them."""

import os
import shutil
import uuid
from collections.abc import Iterator
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


def keys_older_than(moment: float) -> Iterator[uuid.UUID]:
    """Yield the keys of contents last written before a moment."""
    for place in Path(settings.FILES_ROOT).glob("[0-9a-f][0-9a-f]/*"):
        if place.stat().st_mtime < moment:
            yield uuid.UUID(place.name)


def _full() -> UnfitFile:
    return UnfitFile(
        "disk", _("it cannot be kept just now. Please send the letter without it, and bring it or call us.")
    )
