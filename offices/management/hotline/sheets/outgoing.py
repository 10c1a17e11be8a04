"""Replies brought back to 12345: the columns to type there, what is not yet there, and the word that it is."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.audit.trail import record_many
from caojiadu.core.cases.models import CaseEvent
from caojiadu.core.sheets.cells import line
from caojiadu.core.sheets.heads import columns_by_name, first_of, missing_columns
from caojiadu.core.sheets.tables import Unreadable, rows_of
from caojiadu.core.sheets.writing import workbook
from offices.management.hotline.lists import TO_TYPE
from offices.management.hotline.sheets.words import known_columns
from offices.management.hotline.states import SENT_BACK
from offices.management.models import FirstContact, HandlerReply, HotlineOrder
from offices.management.models.order import SYSTEM

MOST = 5000
# As in the handler's form of 12345; the heads stay Chinese whoever exports, since they are those of that system.
HEADS = (
    *("工单编号", "办理方式", "承办科室", "是否先行联系", "联系时间", "联系人", "未联系原因"),
    *("事实认定", "事实认定说明", "诉求认定", "诉求认定说明", "是否实地查看", "办理结果", "办理结果说明"),
    *("责任认定", "答复方式", "答复诉求人时间", "办结时间", "答复内容", "退单理由"),
)
FACT = {"true": "属实", "other": "其他"}
CLAIM = {"reasonable": "合理", "other": "其他"}
RESULT = {"solved": "实际解决", "other": "其他"}
WAY = {"phone": "电话", "visit": "当面", "sms": "短信", "paper": "书面", "none": "未能答复"}


def not_there(orders: Any) -> Any:
    """Orders whose reply, or return, has not been entered in 12345 yet."""
    return orders.filter(TO_TYPE)


@transaction.atomic
def export(orders: Any, *, user: Any, reason: str, request: Any = None) -> bytes:
    """Write what is to be typed into 12345 as a workbook, note when, and log who and why."""
    found = list(not_there(orders).select_related("office").order_by("opened_at", "pk")[:MOST])
    content = workbook("12345", HEADS, _rows(found))
    now = timezone.now()
    HotlineOrder.objects.filter(pk__in=[order.pk for order in found]).update(exported_at=now, last_sync_at=now)
    numbers = [order.number for order in found]
    record_many(action="export", subject_type="case", subject_keys=numbers, actor=user, reason=reason, request=request)
    return content


@transaction.atomic
def confirm(orders: Any, *, user: Any, how: str, request: Any = None) -> int:
    """Note that these were entered in 12345. Returns how many had not been."""
    now = timezone.now()
    found = list(not_there(orders).select_for_update(of=("self",), no_key=True).order_by("pk"))
    HotlineOrder.objects.filter(pk__in=[order.pk for order in found]).update(confirmed_at=now, last_sync_at=now)
    numbers = [order.number for order in found]
    record_many(
        action="confirm_there", subject_type="case", subject_keys=numbers, actor=user, reason=how, request=request
    )
    return len(found)


def confirm_sheet(path: Path, *, name: str, orders: Any, user: Any, request: Any = None) -> dict[str, Any]:
    """Confirm every order whose number stands in a sheet. Returns what became of its rows, the bad ones by line."""
    numbers = _numbers(path, name)
    found = orders.filter(foreign_system=SYSTEM, foreign_number__in=list(numbers))
    known = set(found.values_list("foreign_number", flat=True))
    waiting = set(not_there(found).values_list("foreign_number", flat=True))
    there = set(found.filter(confirmed_at__isnull=False).values_list("foreign_number", flat=True))
    bad = [
        (at, number, _("there is no reply to enter yet") if number in known else _("no order has this number"))
        for number, at in numbers.items()
        if number not in waiting | there
    ]
    done = confirm(found, user=user, how=str(gettext_lazy("sheet: %(name)s")) % {"name": name}, request=request)
    return {"done": done, "there": len(there), "bad": bad}


def _numbers(path: Path, name: str) -> dict[str, int]:
    """Each number of a sheet, and its line."""
    rows = rows_of(path, name=name)
    _line, heads = next(rows, (0, []))
    if not heads:
        raise Unreadable(_("The file is empty."))
    columns = columns_by_name(heads, known_columns())
    if "number" not in columns:
        raise missing_columns(heads, [_("number")], _("Name the column 工单编号."))
    found = ((line(first_of(cells, columns["number"])), at) for at, cells in rows)
    return {number: at for number, at in found if number}


def _rows(orders: list[HotlineOrder]) -> Iterable[list[str]]:
    keys = [order.pk for order in orders]
    contacts = _by_order(FirstContact.objects.filter(order__in=keys).order_by("reached", "-pk"))
    replies = _by_order(HandlerReply.objects.filter(order__in=keys, released_at__isnull=False).order_by("round"))
    sent = CaseEvent.objects.filter(case__in=keys, move="send_back").select_related("words").order_by("pk")
    reasons = {event.case_id: event.words.text.get("reason", "") for event in sent}
    for order in orders:
        if order.state == SENT_BACK.key:
            yield [order.foreign_number, "退单", *[""] * (len(HEADS) - 3), reasons.get(order.pk, "")]
        else:
            yield [*_common(order, contacts.get(order.pk)), *_reply(replies[order.pk]), ""]


def _by_order(rows: Any) -> dict[int, Any]:
    """The last row of each order."""
    return {row.order_id: row for row in rows}


def _common(order: HotlineOrder, contact: FirstContact | None) -> list[str]:
    reached = contact is not None and contact.reached
    return [
        order.foreign_number,
        "办结",
        order.office.name_zh,
        "是" if reached else "否",
        _moment(contact.at) if contact else "",
        contact.person if contact and reached else "",
        contact.reason if contact and not reached else "",
    ]


def _reply(reply: HandlerReply) -> list[str]:
    return [
        FACT[reply.fact],
        reply.fact_note,
        CLAIM[reply.claim],
        reply.claim_note,
        "是" if reply.site_visit else "否",
        RESULT[reply.result],
        reply.result_note,
        reply.responsibility,
        WAY[reply.way],
        _moment(reply.told_at),
        _moment(reply.released_at),
        reply.text,
    ]


def _moment(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
