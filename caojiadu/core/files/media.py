"""Sound and video: the container must be whole and hold nothing after its end; places are blanked."""

import re
import struct
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile

_BOXES = frozenset(b"ftyp moov mdat free skip wide uuid udta meta moof mfra sidx styp pnot emsg prft ssix pdin".split())
_PLACE = re.compile(rb"[+-]\d{2,6}\.\d+[+-]\d{3,7}\.\d+(?:[+-]\d+(?:\.\d+)?)?(?:CRS[\w:]+)?/?")
_ZIP_END, _PDF_START = b"PK\x05\x06", b"%PDF-"


def clean_mp4(data: bytes) -> bytes:
    """Return an MP4 or M4A without the place where it was taken, or refuse it."""
    boxes = list(_boxes(data))
    names = [name for name, _start, _stop in boxes]
    if names[:1] != [b"ftyp"] or b"moov" not in names or not _BOXES.issuperset(names):
        raise _broken()
    _check_foreign(data)
    cleaned = bytearray(data)
    for name, start, stop in boxes:
        if name in (b"moov", b"udta", b"meta", b"uuid"):
            cleaned[start:stop] = _PLACE.sub(lambda place: b" " * len(place[0]), data[start:stop])
    return bytes(cleaned)


def _boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start and stop of each outer box; they must fill the file to its last byte."""
    at = 0
    while at < len(data):
        if len(data) - at < 8:
            raise _broken()
        size, name = struct.unpack_from(">I4s", data, at)
        if size == 1 and len(data) - at >= 16:
            (size,) = struct.unpack_from(">Q", data, at + 8)
        elif size == 0:
            size = len(data) - at
        if size < 8 or at + size > len(data):
            raise _broken()
        yield name, at, at + size
        at += size


def clean_mp3(data: bytes) -> bytes:
    """Return the file unchanged, or refuse it: three frames in a row after the tags are the sign of sound."""
    at = _after_tags(data)
    for _frame in range(3):
        length = _frame_length(data[at : at + 4])
        if not length:
            raise _broken()
        at += length
    _check_foreign(data)
    return data


def _after_tags(data: bytes) -> int:
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    a, b, c, d = (byte & 0x7F for byte in data[6:10])
    at = 10 + (a << 21 | b << 14 | c << 7 | d)
    while data[at : at + 1] == b"\0":
        at += 1
    return at


_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def _frame_length(header: bytes) -> int:
    """Return the length of a layer III frame, or 0 for what is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or bits in (0, 15) or rate == 3:
        return 0
    kilobits = (_BITS_1 if version == 3 else _BITS_2)[bits]
    return (144 if version == 3 else 72) * kilobits * 1000 // _RATES[version][rate] + (header[2] >> 1 & 1)


def _check_foreign(data: bytes) -> None:
    """Refuse what is an archive or a PDF as well."""
    if _ZIP_END in data[-66_000:] or _PDF_START in data[:1024]:
        raise _broken()


def _broken() -> UnfitFile:
    return UnfitFile(
        "broken", _("the recording is damaged or is not what its name says. Please save it again as MP3 or MP4.")
    )
