"""A whole file of letters from elsewhere: each row for itself, the bad ones named with line and reason, the good kept.

Which column is what is found by the heads that office systems use, or as the person at the keyboard says.
"""

import csv
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import Error, transaction
from django.utils.translation import gettext as _

from caojiadu.core.sheets.cells import BadCell
from caojiadu.core.sheets.heads import columns_by_name, find_heads, missing_columns
from caojiadu.core.sheets.tables import Unreadable, rows_of
from petitions.imports.letters import bring_in, is_here, number_in, read

# The first words are those of our own exports; the others come from systems in use.
KNOWN = {
    "number": ("number", "留言编号", "信访编号", "信访件编号", "工单编号", "工单号", "诉求编号", "来信编号", "编号"),
    "title": ("title", "留言主题", "主题", "标题", "信访标题", "诉求标题", "工单标题", "事项"),
    "body": (
        "body",
        "留言详情",
        "留言内容",
        "信访内容",
        "诉求内容",
        "工单内容",
        "来信内容",
        "反映内容",
        "内容",
        "详情",
    ),
    "received": ("received", "留言时间", "来信时间", "信访时间", "受理时间", "登记时间", "创建时间", "提交时间"),
    "request": ("request", "诉求", "请求", "主要诉求"),
    "place": ("place", "问题属地", "发生地址", "事发地址", "地点", "地址"),
    "answer": ("answer", "答复意见", "回复意见", "答复内容", "回复内容", "处理意见", "办理结果"),
    "answered": ("answered", "答复时间", "回复时间", "办结时间"),
    "category": ("category", "一级分类", "二级分类", "三级分类", "内容分类", "问题分类", "类别"),
    "name": ("name", "姓名", "信访人", "来信人", "信访人姓名"),
    "sender": ("sender", "转送单位", "转送机关", "交办单位", "来件单位"),
    "transferred": ("transferred", "转送时间", "转送日期", "交办时间"),
    "phone": ("phone", "联系电话", "手机号码", "手机", "电话"),
}
NEEDED = ("number", "received")
# An author there is a pseudonym, neither a name nor a way to answer: read over, never kept.
PASSED_OVER = ("留言用户",)


def mapped(heads: list[Any], told: Mapping[str, str]) -> dict[str, list[int]]:
    """Return for each field its columns, the likeliest first. Raises Unreadable when needed ones are missing."""
    columns = columns_by_name(heads, KNOWN, told)
    missing = [field for field in NEEDED if field not in columns]
    if "title" not in columns and "body" not in columns:
        missing.append("body")
    if missing:
        raise missing_columns(heads, missing, _("Name the column with --map field=column."))
    return columns


def parse_maps(options: list[str]) -> dict[str, str]:
    """Read `field=column` options. Raises Unreadable for a field that does not exist."""
    told = {}
    for option in options:
        field, equals, column = option.partition("=")
        if not equals or field not in KNOWN:
            fields = ", ".join(KNOWN)
            raise Unreadable(_("--map takes field=column; the fields are: %(fields)s") % {"fields": fields})
        told[field] = column
    return told


log = logging.getLogger(__name__)
KEPT = ("answered", "filed", "open", "here")


@dataclass
class Outcome:
    """What became of a file."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def usable(self) -> int:
        """How many rows are in the portal now."""
        return sum(self.counts[one] for one in KEPT)


def run(
    path: Path,
    *,
    system: str,
    told: Mapping[str, str],
    keep_open: bool = False,
    dry: bool = False,
    say: Callable[[int, str, str], Any] = lambda *_bad: None,
) -> Outcome:
    """Bring in every usable row; `say` hears (line, number, reason) of each bad one as it comes."""
    heads, rows = find_heads(rows_of(path), lambda cells: len(columns_by_name(cells, KNOWN)))
    columns, outcome = mapped(heads, told), Outcome()
    seen: dict[str, int] = {}
    with _perhaps_undone(dry):
        for line, cells in rows:
            became, number, reason = _one(line, cells, columns, seen, system, keep_open)
            outcome.counts[became] += 1
            if reason:
                outcome.bad.append((line, number, reason))
                say(line, number, reason)
    return outcome


def _one(
    line: int, cells: list[Any], columns: dict[str, list[int]], seen: dict[str, int], system: str, keep_open: bool
) -> tuple[str, str, str]:
    number = number_in(cells, columns)
    try:
        letter = read(cells, columns)
        if number in seen:
            raise BadCell(_("the same number is in line %(line)d already") % {"line": seen[number]})
        seen[number] = line
        if is_here(system, number):
            return "here", number, ""
        return bring_in(letter, system=system, keep_open=keep_open), number, ""
    except BadCell as error:
        return "bad", number, str(error)
    except Error as error:
        # One row that the database refuses hinders no other; the error's own text would put words of it into the log.
        log.error("letter %s of a file was not kept: %s", number, type(error).__name__)
        return "bad", number, _("the portal could not keep this row, and kept nothing of it; tell the administrator")


@contextmanager
def _perhaps_undone(dry: bool) -> Any:
    """Without --dry-run every row is committed by itself, so that the number series is never held for long."""
    if not dry:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write_report(path: Path, outcome: Outcome) -> None:
    """Write the bad rows as a CSV that Excel opens with its characters right."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_("Line"), _("Number"), _("What is wrong")])
        writer.writerows(outcome.bad)
