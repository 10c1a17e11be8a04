"""PDF: refused when it can act, carries other files, or cannot be looked into."""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.limits import MAX_UNPACKED

_END = rb"(?![A-Za-z0-9])"
_ACTIVE = re.compile(rb"/(JavaScript|Launch|Rendition|RichMedia|XFA|SubmitForm|ImportData|GoToE)" + _END)
_CARRIES = re.compile(rb"/(EmbeddedFiles?|Filespec|Collection)" + _END)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/[^\s/<>\[\](){}%]*#[0-9A-Fa-f]{2}[^\s/<>\[\](){}%]*")
_STREAM = re.compile(rb"stream(?:\r\n|\r|\n)")
# An object stream begins with pairs of numbers; what begins otherwise is a picture or a font and stays packed.
_OBJECTS = re.compile(rb"\A[\s\0]*(%|\d+\s+\d+\s)")
_HIDING = re.compile(
    rb"/(ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt|Predictor)" + _END
)


def clean_pdf(data: bytes) -> bytes:
    """Return the file unchanged, or refuse it."""
    _check_ends(data)
    plain = _unescaped(data)
    if re.search(rb"/Encrypt" + _END, plain):
        raise UnfitFile(
            "encrypted", _("the PDF is locked with a password. Please save it without one and send it again.")
        )
    _check_words(plain)
    if b"/ObjStm" in plain:
        _check_hiding(plain)
        for objects in _object_streams(data):
            _check_words(_unescaped(objects))
    return data


def _check_ends(data: bytes) -> None:
    end = data.rfind(b"%%EOF")
    if not data.startswith(b"%PDF-") or end < 0 or data[end + 5 :].strip(b"\r\n\t \0"):
        raise UnfitFile(
            "broken", _("the PDF is damaged or has something else attached to it. Please save it again as PDF.")
        )


def _check_words(content: bytes) -> None:
    if _ACTIVE.search(content):
        raise UnfitFile("active", _("the PDF holds programs or actions. Please print it to a new PDF and send that."))
    if _CARRIES.search(content):
        raise UnfitFile("carries", _("the PDF has other files inside. Please send those files one by one."))


def _unescaped(content: bytes) -> bytes:
    """Write names plainly: /J#61vaScript is /JavaScript to a reader."""
    return _NAME.sub(lambda name: _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), name[0]), content)


def _check_hiding(plain: bytes) -> None:
    """Refuse object streams packed in a way that we do not unpack."""
    for found in re.finditer(rb"/ObjStm", plain):
        start = max(plain.rfind(b" obj", 0, found.start()), 0)
        stop = plain.find(b"stream", found.end())
        if _HIDING.search(plain, start, stop if stop > 0 else len(plain)):
            raise UnfitFile("opaque", _("the PDF cannot be checked. Please print it to a new PDF and send that."))


def _object_streams(data: bytes) -> Iterator[bytes]:
    left = MAX_UNPACKED
    for found in _STREAM.finditer(data):
        try:
            if not _OBJECTS.match(_unpacked(data, found.end(), 256)):
                continue
            content = _unpacked(data, found.end(), left)
        except zlib.error:
            continue
        left -= len(content)
        if left <= 0:
            raise UnfitFile("bomb", _("the PDF unpacks to far too much. Please print it to a new PDF and send that."))
        yield content


def _unpacked(data: bytes, start: int, most: int) -> bytes:
    """Unpack from a place, as far as it goes; the first piece comes even when the rest is damaged."""
    return zlib.decompressobj().decompress(memoryview(data)[start:], most)
