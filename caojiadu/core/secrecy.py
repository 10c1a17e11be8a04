"""Marks of state secrets. The portal must not receive them, so a marked text or file is refused.

Only what is a mark counts: the grade with its star (机密★10年), a line that is nothing but the grade, the grade in
brackets at the head of a line, or a declared grade (密级：机密). The words in a sentence are ordinary words.
"""

import re
import unicodedata

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
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\0]")


def marked(text: str) -> str | None:
    """Return the grade that a text is marked with, or None."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_TRADITIONAL)
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    for pattern in _PATTERNS:
        if found := pattern.search(plain):
            return re.sub(r"\s", "", found["grade"])
    return None


def marked_name(name: str) -> str | None:
    """Return the grade that a file's name is marked with, or None."""
    return marked(name.rpartition(".")[0] or name)
