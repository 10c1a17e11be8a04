"""Text typed by people: odd characters are refused with a sentence that says what to do."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _

_LINE_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
# Controls, halves of pairs, what is no character, and marks that turn the direction of writing round: with these a
# name could be shown other than it is stored.
_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


class Unusable(ValueError):
    """What was typed cannot be taken; the message is for the person who typed it."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def clean_text(value: str) -> str:
    """Return text of several lines in NFC with plain line breaks. Raises Unusable for characters nobody can see."""
    value = _LINE_BREAKS.sub("\n", str(value)).translate(_INVISIBLE)
    if _ODD.search(value):
        raise Unusable(_("This text contains characters that cannot be shown. Please delete them and type it again."))
    return unicodedata.normalize("NFC", value).strip()


def clean_line(value: str) -> str:
    """Return text of one line, its blanks reduced to single spaces. Raises Unusable as `clean_text` does."""
    return " ".join(clean_text(value).split())
