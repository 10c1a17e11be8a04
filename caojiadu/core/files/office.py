"""Word and Excel files: zip archives whose every part is looked at."""

import io
import re
import zipfile
import zlib
from html import unescape

from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.limits import MAX_UNPACKED
from caojiadu.core.files.names import DECEIVING, extension
from caojiadu.core.files.text import check_eicar, check_secrecy

MAX_PARTS = 3000
MAX_RATIO = 100
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MACROS = re.compile(r"(vbaproject\.bin|vbadata\.xml|/activex/|/macrosheets/|/ctrlprops/)", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)
_DDE = re.compile(rb"<(?:\w+:)?ddeLink\b|<w:instrText[^>]*>[^<]*\bDDE(AUTO)?\b", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</(?:w:p|si|c)>|<w:br\s*/>")
_TAG = re.compile(r"<[^<>]*>")


def clean_office(data: bytes, *, form: str, nested: bool = False) -> bytes:
    """Return the file unchanged, or refuse it. `form` is docx or xlsx."""
    if not data.startswith(b"PK\x03\x04"):
        raise _broken()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                raise _broken()
            _check_list(archive, form, len(data))
            for part in archive.infolist():
                _check_part(part.filename, archive.read(part), nested)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _broken() from error
    return data


def _check_list(archive: zipfile.ZipFile, form: str, size: int) -> None:
    """Check names and stated sizes before anything is unpacked; zipfile never unpacks beyond the stated size."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or (unpacked > 5_000_000 and unpacked > MAX_RATIO * size):
        raise UnfitFile("bomb", _("the file unpacks to far too much. Please save it as PDF and send that."))
    if "[Content_Types].xml" not in names or _MAIN[form] not in names or len(set(names)) != len(names):
        raise _broken()
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise _broken()
    if any(part.flag_bits & 1 for part in parts):
        raise UnfitFile(
            "encrypted", _("the file is locked with a password. Please save it without one and send it again.")
        )


def _check_part(name: str, content: bytes, nested: bool) -> None:
    if _MACROS.search(name) or (name == "[Content_Types].xml" and b"macroEnabled" in content):
        raise UnfitFile("macros", _("the file holds macros. Please save it as an ordinary .docx, .xlsx or PDF."))
    check_eicar(content)
    if "/embeddings/" in name:
        _check_embedded(name, content, nested)
    elif extension(name) in DECEIVING:
        raise _carries()
    if name.endswith((".xml", ".rels", ".vml")):
        _check_markup(name, content)


def _check_embedded(name: str, content: bytes, nested: bool) -> None:
    """A chart carries its own table, and that is looked at too; anything else inside is refused."""
    if nested or extension(name) not in _MAIN:
        raise _carries()
    clean_office(content, form=extension(name), nested=True)


def _check_markup(name: str, content: bytes) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _ENTITIES.search(content):
        raise _broken()
    links = [tag for tag in _RELATION.findall(content) if _EXTERNAL.search(tag) and not _HYPERLINK.search(tag)]
    if (links and name.endswith(".rels")) or _DDE.search(content):
        raise UnfitFile("external", _("the file fetches parts from other places. Please save it as PDF and send that."))
    if name.startswith(("word/", "xl/")) and name.endswith(".xml"):
        text = _PARAGRAPH_END.sub("\n", content.decode("utf-8", "replace"))
        check_secrecy(unescape(_TAG.sub("", text)))


def _broken() -> UnfitFile:
    return UnfitFile("broken", _("the file is damaged or is not what its name says. Please save it again, or as PDF."))


def _carries() -> UnfitFile:
    return UnfitFile("carries", _("the file has other files inside. Please send those files one by one."))
