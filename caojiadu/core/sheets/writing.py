"""Writing a workbook or CSV: every cell is text or a number, never a formula, whatever somebody typed."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# A cell that begins so would be worked out as a formula by a program that reads it as one.
STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_TEXT = 32_767  # characters a cell holds
WIDEST = 60
LINES = 500  # sent at once


def workbook(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a line of heads, kept in sight, and rows of text and numbers."""
    import xlsxwriter  # seldom: loaded with the first workbook

    kept = io.BytesIO()
    with xlsxwriter.Workbook(
        kept, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        quoted = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        widths = [_width(head) for head in heads]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, str(head), bold)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write(sheet, line, column, cell, plain, quoted)
                widths[column] = max(widths[column], min(_width(cell), WIDEST))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
    return kept.getvalue()


def as_stream(heads: Sequence[Any], rows: Iterable[Sequence[Any]], name: str) -> StreamingHttpResponse:
    """CSV as a file to keep, sent line by line while it is read."""
    lines = _separated(heads, rows)
    # One packet for many lines: each part that is sent alone goes through every layer of the answer.
    parts = iter(lambda: "".join(islice(lines, LINES)), "")
    return StreamingHttpResponse(parts, content_type=CSV, headers=_headers(name))


def separated(heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV as a whole."""
    return "".join(_separated(heads, rows)).encode()


def _separated(heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A line of heads and rows as CSV that Excel and WPS open as UTF-8.

    CSV has no mark for "this is text", so a cell that would be worked out as a formula begins with an apostrophe.
    """
    writer = csv.writer(_Echo())
    marked = ([_as_text(cell) for cell in row] for row in rows)
    return chain(["\ufeff"], map(writer.writerow, chain([heads], marked)))


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text."""
        return text


def _as_text(cell: Any) -> str:
    text = str("" if cell is None else cell)
    return f"'{text}" if text.startswith(STARTS) else text


def as_download(content: bytes, name: str) -> HttpResponse:
    """A workbook or CSV as a file to keep; no copy of it stays in the browser."""
    return HttpResponse(content, content_type=CSV if name.endswith(".csv") else XLSX, headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    return {"Content-Disposition": content_disposition_header(True, name) or "", "Cache-Control": "no-store"}


def _write(sheet: Any, line: int, column: int, cell: Any, plain: Any, quoted: Any) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(line, column, cell)
        return
    text = str("" if cell is None else cell)[:MOST_TEXT]
    # The sign before the text is Excel's own mark for "this is text": the value itself stays as it was typed.
    sheet.write_string(line, column, text, quoted if text.startswith(STARTS) else plain)


def _width(cell: Any) -> int:
    longest = max(str(cell).split("\n"), key=len, default="")
    return sum(2 if character > "\u2e7f" else 1 for character in longest[:WIDEST])
