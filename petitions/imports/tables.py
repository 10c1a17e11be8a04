"""Reading a spreadsheet or CSV row by row, however large, in whatever encoding it was saved."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

# What Excel, WPS and office systems write; the order matters, since GB 18030 reads almost anything.
ENCODINGS = ("utf-8-sig", "gb18030")
PIECE = 1 << 20
LONGEST_CELL = 10_000_000
Row = tuple[int, list[Any]]


class Unreadable(Exception):
    """A file that is no table; the message says what to do."""


def rows_of(path: Path) -> Iterator[Row]:
    """Yield (line number, cells) of every row that is not blank, the heads first."""
    if not path.is_file():
        raise Unreadable(_("%(path)s is not there.") % {"path": path})
    rows = _sheet(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    return (row for row in rows if any(not _blank(cell) for cell in row[1]))


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _sheet(path: Path) -> Iterator[Row]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever zip and XML readers raise
        raise Unreadable(_("%(path)s is no Excel workbook (.xlsx) that can be read.") % {"path": path}) from error
    with closing(book):
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield line, list(cells)


def _csv(path: Path) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=_encoding(path), newline="") as file:
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=_delimiter(file))
        begins = 1
        try:
            for cells in reader:
                yield begins, cells
                begins = reader.line_num + 1
        except csv.Error as error:
            raise Unreadable(_("Line %(line)d cannot be read: %(why)s") % {"line": begins, "why": error}) from error


def _delimiter(file: Any) -> str:
    head = file.readline()
    file.seek(0)
    return max(",\t;", key=head.count)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    for encoding in ENCODINGS:
        if _decodes(path, encoding):
            return encoding
    raise Unreadable(_("%(path)s is neither UTF-8 nor GB 18030 text; save it as CSV UTF-8 or .xlsx.") % {"path": path})


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
