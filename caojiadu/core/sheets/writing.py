"""Writing a workbook or CSV: every cell is text, a number or a date, never a formula, whatever somebody typed."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# A cell that begins so would be worked out as a formula by a program that reads it as one.
STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_TEXT = 32_767  # characters a cell holds
WIDEST = 60
LINES = 500  # sent at once
MOST_LINES = 2_000  # of a sheet to be filled in
FIRST_YEAR = 1900  # a workbook counts its days from here


TEXT = {"text_wrap": True, "num_format": "@"}
LOOKS: dict[str, dict[str, Any]] = {
    "text": TEXT,
    "quoted": {**TEXT, "quote_prefix": True},
    "bold": {**TEXT, "bold": True},
    "number": {"num_format": "General"},
    "money": {"num_format": "#,##0.00"},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm"},
}


def workbook(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a line of heads, kept in sight, and rows of text, numbers and dates that can be worked with."""
    import xlsxwriter  # seldom: loaded with the first workbook

    kept = io.BytesIO()
    with xlsxwriter.Workbook(
        kept, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        formats = {name: book.add_format({"valign": "top", **look}) for name, look in LOOKS.items()}
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        widths = [_width(head) for head in heads]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, str(head), formats["bold"])
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write(sheet, line, column, cell, formats)
                if widths[column] < WIDEST:
                    widths[column] = max(widths[column], min(_width(cell), WIDEST))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
    return kept.getvalue()


def blank_workbook(
    heads: Sequence[str], choices: Mapping[int, Sequence[str]], rules: Sequence[Sequence[str]], rules_name: str
) -> bytes:
    """A sheet to be filled in: the heads, a list to choose from in columns that have one, and on a second sheet what
    goes into each column. `rules` begins with its own heads."""
    import xlsxwriter  # seldom: loaded with the first workbook
    from xlsxwriter.utility import xl_range_abs

    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, wrapped = book.add_format({**LOOKS["bold"], "valign": "top"}), book.add_format({**TEXT, "valign": "top"})
        sheet, told, offered = book.add_worksheet("1"), book.add_worksheet(rules_name), book.add_worksheet("-")
        offered.hide()
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
            sheet.set_column(column, column, min(max(_width(head), 10), WIDEST) + 2, wrapped)
            if labels := choices.get(column):
                offered.write_column(0, column, labels)
                source = f"='-'!{xl_range_abs(0, column, len(labels) - 1, column)}"
                sheet.data_validation(1, column, MOST_LINES, column, {"validate": "list", "source": source})
        for line, row in enumerate(rules):
            told.write_row(line, 0, row, wrapped if line else bold)
        for column, width in enumerate((24, 10, 24, WIDEST)):
            told.set_column(column, column, width)
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
        return text


def _as_text(cell: Any) -> str:
    if isinstance(cell, int | float | Decimal):
        return str(cell)
    text = as_words(cell)
    return f"'{text}" if text.startswith(STARTS) else text


def as_words(cell: Any) -> str:
    """A cell as text; moments in our time, to the minute."""
    if isinstance(cell, dt.datetime):
        return f"{_here(cell):%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)


def _here(moment: dt.datetime) -> dt.datetime:
    """A moment in our time, without its zone: no sheet knows any."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def as_download(content: bytes, name: str) -> HttpResponse:
    """A workbook or CSV as a file to keep; no copy of it stays in the browser."""
    return HttpResponse(content, content_type=CSV if name.endswith(".csv") else XLSX, headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    return {"Content-Disposition": content_disposition_header(True, name) or "", "Cache-Control": "no-store"}


def _write(sheet: Any, line: int, column: int, cell: Any, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return  # an empty text would count as something
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        sheet.write_number(line, column, cell, formats["money" if isinstance(cell, Decimal) else "number"])
    elif isinstance(cell, dt.datetime) and cell.year >= FIRST_YEAR:
        sheet.write_datetime(line, column, _here(cell), formats["moment"])
    elif isinstance(cell, dt.date) and cell.year >= FIRST_YEAR:
        sheet.write_datetime(line, column, cell, formats["day"])
    else:
        text = as_words(cell)[:MOST_TEXT]
        # The sign before the text is Excel's own mark for "this is text": the value itself stays as it was typed.
        sheet.write_string(line, column, text, formats["quoted" if text.startswith(STARTS) else "text"])


def _width(cell: Any) -> int:
    longest = max(as_words(cell).split("\n"), key=len, default="")
    if longest.isascii():
        return len(longest)
    return sum(2 if character > "\u2e7f" else 1 for character in longest[:WIDEST])
