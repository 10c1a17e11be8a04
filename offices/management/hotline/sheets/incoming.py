"""A sheet of orders: read and looked at first, then brought in, each row for itself; a second run changes nothing."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.audit.trail import record
from caojiadu.core.cases.actor import Actor
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.personal import Unusable
from caojiadu.core.sheets.cells import BadCell
from caojiadu.core.sheets.heads import columns_by_name, missing_columns
from caojiadu.core.sheets.tables import Row, Unreadable, merged_lines, rows_of
from offices.management.hotline.opening import Order, is_here, take_order
from offices.management.hotline.sheets.rows import Reader
from offices.management.hotline.sheets.words import NEEDED, known_classes, known_columns
from offices.management.models import HotlineOrder, OrderSheet
from offices.management.models.order import SYSTEM

MOST_ROWS = 10_000
AT_ONCE = 100  # rows that are brought in while one waits; more are left to the worker
HEADS_WITHIN = 10  # lines in which the heads are looked for: sheets begin with a title
MOST_BAD = 1000
STEP = 50
CLAIM = dt.timedelta(minutes=5)
KEPT = dt.timedelta(days=1)


def read_sheet(path: Path, *, name: str, user: Any) -> OrderSheet:
    """Read a file and keep what was read, to be looked at. Raises Unreadable for what is no sheet of orders."""
    rows = rows_of(path, name=name, formulas=True)
    heads, columns = _heads(rows)
    reader = Reader(columns, known_classes(), merged_lines(path))
    orders, bad, here = _sorted(rows, reader)
    return OrderSheet.objects.create(
        name=name[-120:],
        sent_by=user,
        sent_at=timezone.now(),
        columns=[[field, str(heads[found[0]])] for field, found in columns.items()],
        bad=bad[:MOST_BAD],
        usable=len(orders),
        here=here,
        rows_sealed=json.dumps([_plain(line, order) for line, order in orders]),
    )


def preview(sheet: OrderSheet, most: int = 10) -> list[tuple[int, Order]]:
    """The first rows that would be taken."""
    return [_order(kept) for kept in json.loads(sheet.rows_sealed or "[]")[:most]]


def bring_in(sheet: OrderSheet) -> OrderSheet:
    """Take every order of a sheet; whoever does it twice finds them here already. The rows are then forgotten."""
    actor, bad = Actor.staff(sheet.sent_by), list(sheet.bad)
    for place, kept in enumerate(json.loads(sheet.rows_sealed or "[]"), 1):
        line, order = _order(kept)
        became, reason = _take(order, actor)
        sheet.taken += became == "taken"
        sheet.here += became == "here"
        if reason:
            bad.append([line, order.number, reason])
        if place % STEP == 0:
            sheet.claimed_at = timezone.now()
            sheet.save(update_fields=["taken", "claimed_at"])
    sheet.bad, sheet.rows_sealed = bad[:MOST_BAD], ""
    sheet.state, sheet.done_at = OrderSheet.State.DONE, timezone.now()
    sheet.save()
    record(
        action="import",
        subject_type="order_sheet",
        subject_key=sheet.key,
        actor=sheet.sent_by,
        data={"taken": sheet.taken, "here": sheet.here, "bad": len(sheet.bad)},
    )
    return sheet


def bring_in_waiting() -> None:
    """Bring in the sheets that wait, one after another, and forget those that nobody decided on within a day."""
    now = timezone.now()
    OrderSheet.objects.filter(state=OrderSheet.State.READ, sent_at__lt=now - KEPT).delete()
    free = OrderSheet.objects.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM), state=OrderSheet.State.WAITING)
    for key in list(free.values_list("pk", flat=True)):
        if free.filter(pk=key).update(claimed_at=timezone.now()):
            bring_in(OrderSheet.objects.get(pk=key))


def _heads(rows: Iterator[Row]) -> tuple[list[Any], dict[str, list[int]]]:
    """The line of heads: the first that names everything needed."""
    known, first = known_columns(), []
    for _number, (_line, cells) in zip(range(HEADS_WITHIN), rows, strict=False):
        columns = columns_by_name(cells, known)
        if all(field in columns for field in NEEDED):
            return cells, columns
        if len(columns_by_name(cells, known)) >= len(columns_by_name(first, known)):
            first = cells
    if not first:
        raise Unreadable(_("The file is empty."))
    missing = [field for field in NEEDED if field not in columns_by_name(first, known)]
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


def _take(order: Order, actor: Actor) -> tuple[str, str]:
    if is_here(order.number):
        return "here", ""
    try:
        take_order(order, actor=actor, quiet=True)
    except Unusable as error:
        return "bad", str(error)
    except IntegrityError:  # somebody took it a moment ago
        return "here", ""
    return "taken", ""


def _plain(line: int, order: Order) -> dict[str, Any]:
    return {**asdict(order), "received": order.received.isoformat(), "line": line}


def _order(kept: dict[str, Any]) -> tuple[int, Order]:
    values = dict(kept)
    line = values.pop("line")
    values["received"] = dt.datetime.fromisoformat(values["received"])
    if values["neighbourhood"]:
        values["neighbourhood"] = Neighbourhood.objects.filter(pk=values["neighbourhood"]).first()
    return line, Order(**values)
