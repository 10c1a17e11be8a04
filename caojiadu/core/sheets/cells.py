"""From cells to values: dates in every form met so far, numbers that a spreadsheet made of keys, text cleaned."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

_DATE = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
    r"(?:[\sT]*(?P<h>\d{1,2})\s*[:：时点]\s*(?P<min>\d{1,2})(?:\s*[:：分]\s*(?P<s>\d{1,2})(?:\.\d+)?)?\s*[分秒]?)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
# Control characters, halves of pairs and marks that turn the writing round: dropped, since nobody can type them again.
_ODD = re.compile(
    "[\0-\b\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MANY_BLANK_LINES = re.compile(r"\n(?:[ \t\u3000]*\n){2,}")
EARLIEST = dt.date(1990, 1, 1)


# A number as people write it: parts of thousands, a sign of money before it, a unit behind it.
_NUMBER = re.compile(r"[¥￥$]?(-?\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?|-?\d{1,18}(?:\.\d{1,9})?)(万)?[元人户件份个]?")


class BadCell(ValueError):
    """A cell that cannot be used, in words for whoever sent the file."""


def text(cell: Any) -> str:
    """A cell as text of several lines: no odd characters, at most one blank line in a row."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    plain = _ODD.sub("", _BREAKS.sub("\n", str(cell)))
    lines = "\n".join(line.rstrip() for line in plain.split("\n"))
    return _MANY_BLANK_LINES.sub("\n\n", lines).strip()


def line(cell: Any) -> str:
    """A cell as one line."""
    return " ".join(text(cell).split())


def kept_text(cell: Any) -> str:
    """A cell as text that means the same when it is read again: days and moments as `any_moment` reads them."""
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == dt.time.min else f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else text(cell)


def number(cell: Any) -> str:
    """A cell as a number in plain digits (`1,200.50元`, `１２`, `3万`); what is none stays as it is."""
    plain = unicodedata.normalize("NFKC", line(cell)).replace(" ", "")
    found = _NUMBER.fullmatch(plain)
    if not found:
        return line(cell)
    digits = Decimal(found[1].replace(",", ""))
    return f"{(digits * 10_000).normalize() if found[2] else digits:f}"


def is_odd(cell: Any) -> bool:
    """Whether `text` leaves signs out of a cell that nobody can see."""
    return isinstance(cell, str) and _ODD.search(cell.strip("\ufeff")) is not None


def moment(cell: Any) -> dt.datetime:
    """A cell as an instant; a day alone is its beginning. Raises BadCell for anything that is no date of our time."""
    found = any_moment(cell)
    if found.date() < EARLIEST:
        raise BadCell(_("the date “%(text)s” is too long ago") % {"text": line(cell)})
    if found > timezone.now():
        raise BadCell(_("the date “%(text)s” lies in the future") % {"text": line(cell)})
    return found


def any_moment(cell: Any) -> dt.datetime:
    """The same of any time."""
    try:
        if isinstance(cell, dt.datetime):
            return _aware(cell)
        if isinstance(cell, dt.date):
            return _aware(dt.datetime.combine(cell, dt.time.min))
        plain = line(cell)
        if _SERIAL.fullmatch(plain):
            from openpyxl.utils.datetime import from_excel  # brings numpy: not at the start

            return _aware(from_excel(float(plain)))
        if found := _COMPACT.fullmatch(plain):
            return _aware(_naive(found.groups()))
        if found := _DATE.fullmatch(plain):
            return _from_parts(found)
    except (ValueError, OverflowError, TypeError):
        pass
    raise BadCell(_("“%(text)s” is no date; write it as 2026-03-05 or 2026-03-05 14:30") % {"text": line(cell)[:40]})


def _naive(parts: Iterable[str | None]) -> dt.datetime:
    year, month, day, hour, minute, second = [int(part or 0) for part in parts]
    return dt.datetime(year, month, day, hour, minute, second)


def _from_parts(found: re.Match[str]) -> dt.datetime:
    naive = _naive(found[name] for name in ("y", "m", "d", "h", "min", "s"))
    if found["zone"]:
        return naive.replace(tzinfo=dt.datetime.fromisoformat(f"2000-01-01T00:00:00{found['zone']}").tzinfo)
    return _aware(naive)


def _aware(naive: dt.datetime) -> dt.datetime:
    return naive if timezone.is_aware(naive) else timezone.make_aware(naive)
