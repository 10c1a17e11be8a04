"""The one check that every upload passes."""

import hashlib
from dataclasses import dataclass
from typing import Any

import filetype
from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.kinds import BY_EXTENSION, Kind, advice
from caojiadu.core.files.limits import MAX_BYTES, MEGABYTE
from caojiadu.core.files.names import clean_name, deceives, extension
from caojiadu.core.files.text import check_eicar, secret
from caojiadu.core.personal.fields import marked_name


@dataclass(frozen=True)
class Checked:
    """A file that may be kept, as it will be kept."""

    name: str
    content_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of what is kept."""
        return hashlib.sha256(self.content).hexdigest()


def check_upload(uploaded: Any) -> Checked:
    """Check an uploaded file by name, size and content; pictures come back written again. Raises UnfitFile."""
    name = clean_name(uploaded.name or "")
    _check_size(uploaded.size)
    if grade := marked_name(name):
        raise secret(grade)
    kind = _kind(name)
    uploaded.seek(0)
    data = uploaded.read(MAX_BYTES + 1)
    _check_size(len(data))
    check_eicar(data)
    _check_agreement(kind, data, uploaded.content_type or "")
    return Checked(name, kind.content_type, kind.clean(data))


def _check_size(size: int) -> None:
    if not size:
        raise UnfitFile("empty", _("it is empty. Please choose it again."))
    if size > MAX_BYTES:
        message = _("it is larger than %(limit)s MB. Please send a smaller one, or a part of it.")
        raise UnfitFile("size", message % {"limit": MAX_BYTES // MEGABYTE})


def _kind(name: str) -> Kind:
    kind = BY_EXTENSION.get(extension(name))
    if kind is None:
        raise UnfitFile("kind", advice(extension(name)))
    if deceives(name):
        raise UnfitFile(
            "name", _("its name ends twice, which is often used to deceive. Please rename it and send it again.")
        )
    return kind


def _check_agreement(kind: Kind, data: bytes, declared: str) -> None:
    found = filetype.guess_mime(data[:8192]) or ""
    if (kind.magic and found not in kind.magic) or not kind.declares(declared):
        if found in ("image/heic", "image/heif", "image/avif"):
            raise UnfitFile("kind", advice("heic"))
        raise UnfitFile("content", _("its content is not what its name says. Please send the original file."))
