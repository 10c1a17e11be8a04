"""Sheets for tests: rows of 12345 orders as a workbook or CSV."""

import csv
import datetime as dt
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook, load_workbook

HEADS = ["工单编号", "工单类型", "诉求内容", "接收时间", "发生地址", "来电人", "联系电话", "是否保密", "是否紧急"]


def row(number: Any, **more: Any) -> list[Any]:
    """A row with everything."""
    plain = {
        "class": "投诉",
        "content": f"路灯不亮 {number}，请修理。",
        "received": timezone.localtime().replace(tzinfo=None) - dt.timedelta(hours=3),
        "place": "武定西路",
        "name": "王五",
        "phone": "13812340000",
        "private": "否",
        "danger": "一般",
    }
    return [number, *{**plain, **more}.values()]


def book(*rows: list[Any], heads: Any = HEADS, merge: str = "", above: Any = None) -> bytes:
    """An Excel file."""
    workbook = Workbook()
    sheet = workbook.active
    for line in ([above] if above else []) + [heads, *rows]:
        sheet.append(line)
    if merge:
        sheet.merge_cells(merge)
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def text(*rows: list[Any], heads: Any = HEADS, encoding: str = "gb18030") -> bytes:
    """A CSV file as an office in China saves it."""
    kept = io.StringIO()
    csv.writer(kept).writerows([heads, *rows])
    return kept.getvalue().encode(encoding)


def upload(content: bytes, name: str = "工单.xlsx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def cells(content: bytes) -> list[list[Any]]:
    """What stands in an Excel file."""
    return [list(line) for line in load_workbook(io.BytesIO(content)).active.iter_rows()]
