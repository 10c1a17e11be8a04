"""Which column is what: by the heads that systems use, or as somebody says."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.sheets.tables import Row, Unreadable, is_blank

Known = Mapping[str, Sequence[str]]
HEADS_WITHIN = 10  # lines in which the heads are looked for: sheets begin with a title


def find_heads(rows: Iterator[Row], known_in: Callable[[list[Any]], int]) -> tuple[list[Any], Iterator[Row]]:
    """The line of heads, and the rows below it: of the first ten lines the one that names most; where none names
    anything, the first of several cells.

    `known_in` says how many columns a line names. Raises Unreadable for a file without a line.
    """
    first = list(islice(rows, HEADS_WITHIN))
    if not first:
        raise Unreadable(_("The sheet is empty."))
    known = [known_in(cells) for _line, cells in first]
    best = known.index(max(known))
    if not known[best]:
        best = next((place for place, (_line, cells) in enumerate(first) if _filled(cells) > 1), 0)
    return first[best][1], chain(first[best + 1 :], rows)


def _filled(cells: list[Any]) -> int:
    return sum(not is_blank(cell) for cell in cells)


def columns_by_name(heads: list[Any], known: Known, told: Mapping[str, str] | None = None) -> dict[str, list[int]]:
    """Return for each field its columns, the likeliest first. Raises Unreadable for a column that is not there."""
    plain, told = [plain_head(head) for head in heads], told or {}
    columns = {field: _columns(plain, told.get(field), names) for field, names in known.items()}
    return {field: found for field, found in columns.items() if found}


def missing_columns(heads: Iterable[Any], missing: Iterable[str], advice: str) -> Unreadable:
    """The error for a table without what is needed."""
    return Unreadable(
        _("No column for: %(missing)s. The file has: %(heads)s. %(advice)s")
        % {"missing": ", ".join(missing), "heads": ", ".join(str(head) for head in heads if head), "advice": advice}
    )


def first_of(cells: list[Any], columns: Sequence[int]) -> Any:
    """The first of some cells that holds something."""
    return next((cells[at] for at in columns if at < len(cells) and not is_blank(cells[at])), None)


def plain_head(head: Any) -> str:
    """A head as it is compared: without blanks, brackets and stars, in small letters."""
    return re.sub(r"[\s:：*（）()\ufeff]+", "", "" if is_blank(head) else str(head)).casefold()


def _columns(heads: list[str], told: str | None, names: Sequence[str]) -> list[int]:
    if told is not None:
        if plain_head(told) not in heads:
            raise Unreadable(_("The file has no column “%(name)s”.") % {"name": told})
        return [heads.index(plain_head(told))]
    return [heads.index(plain_head(name)) for name in names if plain_head(name) in heads]
