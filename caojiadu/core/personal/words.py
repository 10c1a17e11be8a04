"""Text typed by people: odd characters are refused with a sentence that says what to do, marks of state secrets too.

The portal must not receive state secrets. Only what is a mark counts: the grade with its star (机密★10年), a line that
is nothing but the grade, the grade in brackets at the head of a line, or a declared grade (密级：机密). The words in
a sentence are ordinary words.
"""

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


_SPACE = r"[ \t]*+"  # never given back: what follows begins with no space
_GRADE = rf"(?P<grade>绝{_SPACE}密|机{_SPACE}密|秘{_SPACE}密)"
_OPEN, _CLOSE = r"[\[(【〔〖<《]", r"[\])】〕〗>》]"
_MARKS = (
    rf"{_GRADE}{_SPACE}[★☆⭐✭]",
    rf"{_GRADE}{_SPACE}\*{_SPACE}(?:\d|长期|启封|公布)",
    rf"^{_SPACE}{_OPEN}?{_SPACE}{_GRADE}(?:级|件|文件|资料)?{_SPACE}{_CLOSE}?{_SPACE}$",
    rf"^{_SPACE}{_OPEN}{_SPACE}{_GRADE}(?:级|件|文件|资料)?{_SPACE}{_CLOSE}",
    rf"(?:^|[\s(\[]){_OPEN}?密{_SPACE}级{_SPACE}{_CLOSE}?{_SPACE}:{_SPACE}{_GRADE}(?:级)?(?=$|[\s★,;。)\]】])",
)
_PATTERNS = tuple(re.compile(mark, re.MULTILINE) for mark in _MARKS)
_TRADITIONAL = str.maketrans("絕機祕級檔長啟", "绝机秘级档长启")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\0]")


def marked(text: str) -> str | None:
    """Return the grade that a text is marked with, or None."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_TRADITIONAL)
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    for pattern in _PATTERNS:
        if found := pattern.search(plain):
            return re.sub(r"\s", "", found["grade"])
    return None


def marked_name(name: str) -> str | None:
    """Return the grade that a file's name is marked with, or None."""
    return marked(name.rpartition(".")[0] or name)
