"""Word and Excel files: zip archives whose every part is looked at. Links to outside lose where they lead."""

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.limits import MAX_UNPACKED
from caojiadu.core.files.markup import is_hyperlink, is_outside, leading_nowhere, read_markup
from caojiadu.core.files.names import DECEIVING, extension
from caojiadu.core.files.text import check_eicar, check_secrecy

MAX_PARTS = 3000
MAX_RATIO = 100
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MACROS = re.compile(r"(vbaproject\.bin|vbadata\.xml|/activex/|/macrosheets/|/ctrlprops/)", re.IGNORECASE)
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def clean_office(data: bytes, *, form: str, nested: bool = False) -> bytes:
    """Return the file, written anew where it had links to outside, or refuse it. `form` is docx or xlsx."""
    if not data.startswith(b"PK\x03\x04"):
        raise _broken()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                raise _broken()
            _check_list(archive, form, len(data))
            came = {part.filename: archive.read(part) for part in archive.infolist()}
            kept = {name: _clean_part(name, content, nested) for name, content in came.items()}
            return data if kept == came else _written(archive, kept)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _broken() from error


def _written(archive: zipfile.ZipFile, kept: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        for part in archive.infolist():
            anew.writestr(part, kept[part.filename], zipfile.ZIP_DEFLATED)
    return out.getvalue()


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


def _clean_part(name: str, content: bytes, nested: bool) -> bytes:
    if _MACROS.search(name) or (name == "[Content_Types].xml" and b"macroEnabled" in content):
        raise UnfitFile("macros", _("the file holds macros. Please save it as an ordinary .docx, .xlsx or PDF."))
    check_eicar(content)
    part = name.lower()  # the names of parts mean the same in capitals
    if "/embeddings/" in part:
        return _clean_embedded(name, content, nested)
    if extension(name) in DECEIVING:
        raise _carries()
    if part.endswith(".vml") and (content.startswith(_UTF16) or _ENTITIES.search(content)):
        raise _broken()  # Office writes drawings that are not quite XML
    return _clean_markup(part, content) if part.endswith((".xml", ".rels")) else content


def _clean_embedded(name: str, content: bytes, nested: bool) -> bytes:
    """A chart carries its own table, and that is looked at too; anything else inside is refused."""
    if nested or extension(name) not in _MAIN:
        raise _carries()
    return clean_office(content, form=extension(name), nested=True)


def _clean_markup(part: str, content: bytes) -> bytes:
    """Relations to outside are refused, but for links of a text, which lose their address."""
    markup = read_markup(content)
    if markup.elements & {"ddeLink"} or _DDE.search(markup.fields):
        raise _fetches()
    if part.startswith(("word/", "xl/")):
        check_secrecy(markup.text)
    outside = [one for one in markup.relations if is_outside(one)] if part.endswith(".rels") else []
    if not all(map(is_hyperlink, outside)):
        raise _fetches()
    return leading_nowhere(markup.relations) if outside else content


def _broken() -> UnfitFile:
    return UnfitFile("broken", _("the file is damaged or is not what its name says. Please save it again, or as PDF."))


def _fetches() -> UnfitFile:
    message = _("the file fetches parts from other places. Please save it as PDF and send that.")
    return UnfitFile("external", message)


def _carries() -> UnfitFile:
    return UnfitFile("carries", _("the file has other files inside. Please send those files one by one."))
