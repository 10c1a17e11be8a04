"""Replies brought back to 12345: the columns to type there."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.external_systems.desks import EntryDesk, register_desk
from caojiadu.core.external_systems.models import Counterpart
from offices.management.hotline.lists import of_business
from offices.management.hotline.sheets.words import known_columns
from offices.management.hotline.states import SENT_BACK
from offices.management.hotline.workflow import HOTLINE
from offices.management.models import FirstContact, HandlerReply, HotlineOrder

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


def _mine(user: User) -> Any:
    return of_business(Case.objects.visible_to(user), user)


def _rows(counterparts: list[Counterpart], _full: frozenset[int]) -> Iterable[list[str]]:
    keys = [row.pk for row in counterparts]
    found = HotlineOrder.objects.select_related("office").in_bulk(keys)
    orders = [found[key] for key in keys]
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


register_desk(
    EntryDesk(
        system=HOTLINE,
        permission="office_management.handle_hotlineorder",
        mine=_mine,
        heads=HEADS,
        rows=_rows,
        number_head=HEADS[0],
        numbers=lambda: known_columns()["number"],
    )
)
