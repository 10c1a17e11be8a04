"""A sheet of orders: read and looked at first, then brought in, each row for itself; a second run changes nothing."""

import datetime as dt
import json
import logging
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import Error, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.audit.trail import record
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.personal import Unusable
from caojiadu.core.sheets.cells import BadCell
from caojiadu.core.sheets.heads import columns_by_name, find_heads, missing_columns
from caojiadu.core.sheets.tables import Row, Unreadable, merged_lines, rows_of
from offices.management.hotline.models import SYSTEM
from offices.management.hotline.opening import Entrance, Order, is_here, take_order
from offices.management.hotline.sheets.rows import Reader
from offices.management.hotline.sheets.words import NEEDED, known_classes, known_columns
from offices.management.models import HotlineOrder, OrderSheet

MOST_ROWS = 10_000
AT_ONCE = 100  # rows that are brought in while one waits; more are left to the worker
STEP = 25  # rows kept at once; while they are, nobody else gets a number for an order
CLAIM = dt.timedelta(minutes=5)
KEPT = dt.timedelta(days=1)
log = logging.getLogger(__name__)


def read_sheet(path: Path, *, name: str, user: Any) -> OrderSheet:
    """Read a file and keep what was read, to be looked at. Raises Unreadable for what is no sheet of orders."""
    rows = rows_of(path, name=name, formulas=True)
    heads, columns, below = _heads(rows)
    reader = Reader(columns, known_classes(), merged_lines(path))
    orders, bad, here = _sorted(below, reader)
    return OrderSheet.objects.create(
        name=name[-120:],
        sent_by=user,
        sent_at=timezone.now(),
        columns=[[field, str(heads[found[0]])] for field, found in columns.items()],
        bad=bad,
        usable=len(orders),
        here=here,
        rows_sealed=json.dumps([_plain(line, order) for line, order in orders]),
    )


def preview(sheet: OrderSheet, most: int = 10) -> list[tuple[int, Order]]:
    """The first rows that would be taken."""
    return [_order(kept) for kept in json.loads(sheet.rows_sealed or "[]")[:most]]


def bring_in(sheet: OrderSheet) -> OrderSheet:
    """Take every order of a sheet, a few at a time; broken off, it goes on where it stood. The rows then go."""
    rows, actor, entrance = json.loads(sheet.rows_sealed or "[]"), Actor.staff(sheet.sent_by), Entrance.now()
    while sheet.worked < len(rows):
        _bring_in_some(sheet, rows, actor, entrance)
    sheet.rows_sealed, sheet.state, sheet.done_at = "", OrderSheet.State.DONE, timezone.now()
    sheet.save(update_fields=["rows_sealed", "state", "done_at"])
    record(
        action="import",
        subject_type="order_sheet",
        subject_key=sheet.key,
        actor=sheet.sent_by,
        data={"taken": sheet.taken, "here": sheet.here, "bad": len(sheet.bad)},
    )
    return sheet


@transaction.atomic
def _bring_in_some(sheet: OrderSheet, rows: list[dict[str, Any]], actor: Actor, entrance: Entrance) -> None:
    """Take the next few rows, and say with them how far it is: both are kept, or neither."""
    some = [_order(kept) for kept in rows[sheet.worked : sheet.worked + STEP]]
    there = _numbers_here([order.number for _line, order in some])
    for line, order in some:
        became, reason = ("here", "") if order.number in there else _take(order, actor, entrance)
        sheet.taken += became == "taken"
        sheet.here += became == "here"
        if reason:
            sheet.bad.append([line, order.number, reason])
    sheet.worked, sheet.claimed_at = sheet.worked + len(some), timezone.now()
    sheet.save(update_fields=["taken", "here", "bad", "worked", "claimed_at"])


def bring_in_waiting() -> None:
    """Bring in the sheets that wait, one after another, and forget those that nobody decided on within a day."""
    now = timezone.now()
    OrderSheet.objects.filter(state=OrderSheet.State.READ, sent_at__lt=now - KEPT).delete()
    free = OrderSheet.objects.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM), state=OrderSheet.State.WAITING)
    for key in list(free.values_list("pk", flat=True)):
        if free.filter(pk=key).update(claimed_at=timezone.now()):
            bring_in(OrderSheet.objects.get(pk=key))


def _heads(rows: Iterator[Row]) -> tuple[list[Any], dict[str, list[int]], Iterator[Row]]:
    """The line of heads, what its columns are, and the rows below it."""
    known = known_columns()
    first, below = find_heads(rows, lambda cells: len(columns_by_name(cells, known)))
    columns = columns_by_name(first, known)
    missing = [field for field in NEEDED if field not in columns]
    if not missing:
        return first, columns, below
    labels = {
        "number": _("number"),
        "class": _("class"),
        "content": _("what the caller said"),
        "received": _("received"),
    }
    advice = _("Name the column as in 12345, or ask an administrator to add its name.")
    raise missing_columns(first, [labels[field] for field in missing], advice)


def _sorted(rows: Iterator[Row], reader: Reader) -> tuple[list[tuple[int, Order]], list[list[Any]], int]:
    """The good rows, the bad ones with reasons, and how many are here already."""
    good: list[tuple[int, Order]] = []
    bad: list[list[Any]] = []
    seen: dict[str, int] = {}
    for count, (line, cells) in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise Unreadable(_("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS})
        try:
            order = reader.order(line, cells)
            if order.number in seen:
                raise BadCell(_("the same number is in line %(line)d already; keep one") % {"line": seen[order.number]})
            seen[order.number] = line
            good.append((line, order))
        except BadCell as error:
            bad.append([line, reader.number(cells), str(error)])
    there = _numbers_here(list(seen))
    return [(line, order) for line, order in good if order.number not in there], bad, len(there)


def _numbers_here(numbers: list[str]) -> set[str]:
    known = HotlineOrder.objects.filter(foreign_system=SYSTEM, foreign_number__in=numbers)
    return set(known.values_list("foreign_number", flat=True))


def _take(order: Order, actor: Actor, entrance: Entrance) -> tuple[str, str]:
    """Take one order. Whatever goes wrong with it is said of this row, and hinders no other."""
    try:
        take_order(order, actor=actor, entrance=entrance, quiet=True)
    except Unusable as error:
        return "bad", str(error)
    except IntegrityError as error:
        # Somebody took it a moment ago, or the row contradicts what is kept.
        return ("here", "") if is_here(order.number) else ("bad", _not_kept(order, error))
    except Error as error:
        return "bad", _not_kept(order, error)
    return "taken", ""


def _not_kept(order: Order, error: Error) -> str:
    # The error's own text would put what the row holds into the log.
    log.error("order %s of a sheet was not kept: %s", order.number, type(error).__name__)
    return _(
        "the portal could not keep this row, and kept nothing of it; enter the order by hand and tell the administrator"
    )


def _plain(line: int, order: Order) -> dict[str, Any]:
    return {**asdict(order), "received": order.received.isoformat(), "line": line}


def _order(kept: dict[str, Any]) -> tuple[int, Order]:
    values = dict(kept)
    line = values.pop("line")
    values["received"] = dt.datetime.fromisoformat(values["received"])
    if values["neighbourhood"]:
        values["neighbourhood"] = Neighbourhood.objects.filter(pk=values["neighbourhood"]).first()
    return line, Order(**values)
