"""PDF: written anew without what acts by itself or leads out of it; refused where more would be lost with that.

Like a picture, what is kept is what was looked at: damage is mended, what no page needs stays behind. A signed file
alone is kept as it came, for its signature would break; there nothing may have to be taken out.
"""

import io
import zlib
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.limits import MAX_UNPACKED, MEGABYTE

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

DEEPEST = 100
# Jumps within the file, which readers follow without asking anybody outside.
_HARMLESS = frozenset(("/GoTo", "/Named", "/GoToDp"))
_ACTIONS = frozenset(("/A", "/PA", "/OpenAction"))
# Run by themselves, or lead out.
_TAKEN_OUT = frozenset(("/AA", "/JavaScript", "/JS", "/URI"))
_CARRIES = frozenset(("/EF", "/EmbeddedFiles", "/Collection", "/AF"))
# A page drawn by a program of its own, films, sound, models: what is left without them is an empty frame.
_PROGRAMS = frozenset(("/XFA", "/RichMediaContent", "/RichMediaSettings"))
_FRAMES = frozenset(("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"))


def clean_pdf(data: bytes) -> bytes:
    """Return the file written anew, or as it came where it is signed. Raises UnfitFile."""
    pikepdf = _library()
    _check_ends(data)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            _check_unpacked(pdf)
            changed = [_tidied(one) for one in _dictionaries(pdf)]
            if any(one.get("/Type") == "/Sig" and "/ByteRange" in one for one in _dictionaries(pdf)):
                return _as_it_came(data, untouched=not any(changed) and not pdf.get_warnings())
            written = io.BytesIO()
            pdf.save(written, stream_decode_level=pikepdf.StreamDecodeLevel.none)
            return written.getvalue()
    except pikepdf.PasswordError as error:
        raise UnfitFile(
            "encrypted", _("the PDF is locked with a password. Please save it without one and send it again.")
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise _broken() from error


@cache
def _library() -> ModuleType:
    """PDF is seldom: the library is loaded with the first one. Its limits hold for the whole process."""
    import pikepdf
    from pikepdf import settings

    settings.set_qpdf_limits(flate_max_memory=20 * MEGABYTE, run_length_max_memory=MEGABYTE, doc_max_warnings=1000)
    return pikepdf


def _check_ends(data: bytes) -> None:
    end = data.rfind(b"%%EOF")
    if not data.startswith(b"%PDF-") or end < 0 or data[end + 5 :].strip(b"\r\n\t \0"):
        raise _broken()


def _check_unpacked(pdf: "Pdf") -> None:
    """Unpack nothing for good before it is known how large all of it becomes."""
    left = MAX_UNPACKED
    for number in {entry.obj_stream_number or 0 for entry in pdf.get_xref_table().values() if entry.type == 2}:
        packed = pdf.get_object((number, 0))
        if packed.stream_dict.get("/Filter") not in (None, "/FlateDecode"):
            raise UnfitFile("opaque", _("the PDF cannot be checked. Please print it to a new PDF and send that."))
        try:
            left -= len(zlib.decompressobj().decompress(packed.read_raw_bytes(), left + 1))
        except zlib.error as error:
            raise _broken() from error
        if left < 0:
            raise UnfitFile("bomb", _("the PDF unpacks to far too much. Please print it to a new PDF and send that."))


def _dictionaries(pdf: "Pdf") -> Iterator["Object"]:
    """Every dictionary of the file, those of its streams and those within others included."""
    yield from _within(pdf.trailer)
    for one in pdf.objects:
        yield from _within(one)


def _within(one: "Object", depth: int = 0) -> Iterator["Object"]:
    pikepdf = _library()
    if depth > DEEPEST:
        raise _broken()
    if isinstance(one, pikepdf.Stream):
        if "/F" in one.stream_dict:  # its content lies elsewhere
            raise _broken()
        one = one.stream_dict
    if isinstance(one, pikepdf.Dictionary):
        yield one
        inner = [value for _key, value in one.items()]
    else:
        inner = list(one.as_list()) if isinstance(one, pikepdf.Array) else []
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:  # others come by themselves
            yield from _within(value, depth + 1)


def _tidied(one: "Object") -> bool:
    """Take from a dictionary what acts or leads out, and say whether there was any. Raises UnfitFile."""
    keys = set(one.keys())
    if keys & _PROGRAMS or one.get("/Subtype") in _FRAMES:
        raise UnfitFile("active", _("the PDF holds programs or films. Please print it to a new PDF and send that."))
    if keys & _CARRIES or one.get("/Subtype") == "/FileAttachment":
        raise UnfitFile("carries", _("the PDF has other files inside. Please send those files one by one."))
    out = (keys & _TAKEN_OUT) | {key for key in keys & _ACTIONS if _acts(one[key])}
    # These two words mean something else in a table of contents and in the structure of a text.
    out |= keys & {"/Next"} if "/S" in keys else set()
    out |= keys & {"/Ref"} if one.get("/Subtype") == "/Form" else set()
    for key in out:
        del one[key]
    return bool(out)


def _acts(action: "Object") -> bool:
    """Whether an entry does more than show another page. An array is a place in the file."""
    kind = _library().Dictionary
    return isinstance(action, kind) and "/S" in action and str(action["/S"]) not in _HARMLESS


def _as_it_came(data: bytes, *, untouched: bool) -> bytes:
    if untouched:
        return data
    raise UnfitFile(
        "signed", _("the PDF is signed and holds links or programs. Please print it to a new PDF and send that.")
    )


def _broken() -> UnfitFile:
    return UnfitFile(
        "broken", _("the PDF is damaged or has something else attached to it. Please save it again as PDF.")
    )
