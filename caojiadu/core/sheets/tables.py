"""Reading a spreadsheet or CSV row by row, however large, in whatever encoding it was saved."""

import codecs
import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

# What Excel, WPS and office systems write; the order matters, since GB 18030 reads almost anything.
ENCODINGS = ("utf-8-sig", "gb18030")
PIECE = 1 << 20
LONGEST_CELL = 10_000_000
MOST_UNPACKED = 200 * 1024 * 1024
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Row = tuple[int, list[Any]]
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_FORMULA_ALONE = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^<>]{0,80}>\s{0,9}<f(?:[^<>]{0,200}/>|[^<>]{0,200}>[^<]{0,9000}</f>)\s{0,9}'
    rb"(?:<v ?/>|<v></v>)?\s{0,9}</c>"
)


class Unreadable(Exception):
    """A file that is no table; the message says what to do."""


class Formula(str):
    """A cell that holds a formula instead of a value."""

    __slots__ = ()


def rows_of(path: Path, *, name: str = "", formulas: bool = False) -> Iterator[Row]:
    """Yield (line number, cells) of every row that is not blank, the heads first.

    `name` is what the file is called where it comes from. With `formulas` a formula is yielded as such, instead of the
    value that was last worked out.
    """
    name = name or str(path)
    if not path.is_file():
        raise Unreadable(_("%(path)s is not there.") % {"path": name})
    if _begins(path, OLD_OFFICE):
        raise Unreadable(
            _("%(path)s is an old Excel file (.xls), or one with a password. Save it as .xlsx without one.")
            % {"path": name}
        )
    rows = _sheet(path, name, formulas) if is_workbook(path) else _csv(path, name)
    return (row for row in rows if not all(is_blank(cell) for cell in row[1]))


def is_workbook(path: Path) -> bool:
    """Say whether a file is an Excel workbook, by its name or what it begins with."""
    return path.suffix.lower() in (".xlsx", ".xlsm") or _begins(path, ZIP)


def merged_lines(path: Path) -> set[int]:
    """The lines of the first sheet that lie in merged cells; none for CSV."""
    return {line for _column, top, bottom in _merged(path) for line in range(top, bottom + 1)}


def filled_down(path: Path, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of a file, with what stands in a cell that was merged downwards in each of its lines."""
    merged = sorted(_merged(path), key=lambda one: one[1], reverse=True)
    running: dict[int, tuple[int, Any]] = {}  # by column: the last line, and what stands there
    for line, cells in rows:
        while merged and merged[-1][1] <= line:
            column, top, bottom = merged.pop()
            if top == line and column < len(cells):
                running[column] = bottom, cells[column]
        running = {column: kept for column, kept in running.items() if kept[0] >= line}
        for column, (_bottom, value) in running.items():
            if column < len(cells) and is_blank(cells[column]):
                cells[column] = value
        yield line, cells


def without_value(path: Path) -> dict[int, str]:
    """By line, a cell of the first sheet that holds a formula whose value nobody ever worked out; none for CSV."""
    found = (cell.decode() for cell in _FORMULA_ALONE.findall(_first_sheet(path)))
    return {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")): cell for cell in found}


def _merged(path: Path) -> list[tuple[int, int, int]]:
    """The merged cells of the first sheet that reach over several lines: column from 0, first and last line; no more
    than 100,000 lines of one."""
    from openpyxl.utils import range_boundaries  # brings numpy: not at the start

    bounds = (range_boundaries(one.decode()) for one in _MERGED.findall(_first_sheet(path)))
    found = (((left or 1) - 1, top or 1, bottom or 1) for left, top, _right, bottom in bounds)
    return [(column, top, min(bottom, top + 100_000)) for column, top, bottom in found]


def _first_sheet(path: Path) -> bytes:
    if not is_workbook(path):
        return b""
    with zipfile.ZipFile(path) as package:
        sheets = sorted(one for one in package.namelist() if one.startswith("xl/worksheets/sheet"))
        return package.read(sheets[0]) if sheets else b""


def _begins(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def is_blank(cell: Any) -> bool:
    """Whether a cell holds nothing; a nought is something."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _sheet(path: Path, name: str, formulas: bool) -> Iterator[Row]:
    try:
        with path.open("rb") as file, closing(_book(file, formulas)) as book:
            for line, cells in enumerate(book.worksheets[0].iter_rows(), 1):
                yield line, [_value(cell) for cell in cells]
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever zip and XML readers raise
        raise Unreadable(_("%(path)s is no Excel workbook (.xlsx) that can be read.") % {"path": name}) from error


def _book(file: Any, formulas: bool) -> Any:
    """Open a workbook, unless it would unpack to more than any list of ours."""
    from openpyxl import load_workbook  # brings numpy: not at the start

    with zipfile.ZipFile(file) as package:
        if sum(one.file_size for one in package.infolist()) > MOST_UNPACKED:
            raise Unreadable(_("This workbook is too large. Split it."))
    return load_workbook(file, read_only=True, data_only=not formulas)


def _value(cell: Any) -> Any:
    return Formula(cell.value) if cell.data_type == "f" and isinstance(cell.value, str) else cell.value


def _csv(path: Path, name: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=_encoding(path, name), newline="") as file:
        delimiter, begins, read = _delimiter(file), 1, list[str]()
        reader = csv.reader(_noted(file, read), delimiter=delimiter)
        last: Row | None = None
        try:
            for cells in reader:
                if last:
                    yield last
                last, begins = (begins, cells), reader.line_num + 1
                row, read[:] = read[:], []
        except csv.Error as error:
            raise Unreadable(_("Line %(line)d cannot be read: %(why)s") % {"line": begins, "why": error}) from error
        if last and _ends_open(row, delimiter):
            raise Unreadable(
                _("From line %(line)d on a quotation mark is never closed. Close it, or save as .xlsx.")
                % {"line": last[0]}
            )
        if last:
            yield last


def _noted(file: Iterable[str], read: list[str]) -> Iterator[str]:
    for line in file:
        read.append(line)
        yield line.replace("\0", "")


def _ends_open(lines: list[str], delimiter: str) -> bool:
    """Whether a row, if it is the last, begins a cell with a quotation mark that has no end."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _delimiter(file: Any) -> str:
    head = file.readline()
    file.seek(0)
    return max(",\t;", key=head.count)


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    for encoding in ENCODINGS:
        if _decodes(path, encoding):
            return encoding
    raise Unreadable(_("%(path)s is neither UTF-8 nor GB 18030 text; save it as CSV UTF-8 or .xlsx.") % {"path": name})


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
