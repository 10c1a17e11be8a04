"""A sheet of numbers from another system: read, looked at, then taken, with a word on every row."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.models.case import normal_number
from caojiadu.core.external_systems import keeping
from caojiadu.core.external_systems.desks import OURS, EntryDesk, desk_of
from caojiadu.core.external_systems.models import Counterpart, NumberSheet
from caojiadu.core.sheets.cells import line
from caojiadu.core.sheets.heads import columns_by_name, first_of, missing_columns
from caojiadu.core.sheets.tables import Unreadable, rows_of

MOST_ROWS = 10_000
LONGEST = 60
KEPT = dt.timedelta(days=1)


@dataclass(frozen=True)
class Weighed:
    """One row, the matter it is about, and what becomes of it: kept, entered, same, or bad with the reason."""

    at: int
    ours: str
    there: str
    becomes: str
    reason: str = ""
    case: Any = None
    new_number: bool = False

    def plain(self) -> list[Any]:
        """As it is kept with the sheet."""
        return [self.at, self.ours or (self.case.number if self.case else ""), self.there, self.becomes, self.reason]


def read(path: Path, *, name: str, desk: EntryDesk, all_entered: bool, user: Any) -> NumberSheet:
    """Read a file and keep its numbers, to be looked at. Raises Unreadable for what is no such sheet."""
    NumberSheet.objects.filter(taken_at=None, sent_at__lt=timezone.now() - KEPT).delete()
    return NumberSheet.objects.create(
        system=desk.system.key,
        name=name[-120:],
        all_entered=all_entered,
        sent_by=user,
        sent_at=timezone.now(),
        rows=list(_numbers(path, name, desk)),
    )


def _numbers(path: Path, name: str, desk: EntryDesk) -> Iterator[tuple[int, str, str]]:
    """The line, our number and the number there of every row that has one of them."""
    rows = rows_of(path, name=name)
    _line, heads = next(rows, (0, []))
    if not heads:
        raise Unreadable(_("The file is empty."))
    columns = columns_by_name(heads, {"there": (desk.number_head, *desk.numbers()), "ours": (OURS,)})
    if "there" not in columns:
        raise missing_columns(heads, [_("number")], _("Name the column %(name)s.") % {"name": desk.number_head})
    for count, (at, cells) in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise Unreadable(_("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS})
        there, ours = (line(first_of(cells, columns.get(field, []))) for field in ("there", "ours"))
        if there or ours:
            # An apostrophe before a number is how CSV says that it is no formula.
            yield at, normal_number(ours)[:LONGEST], there.removeprefix("'")[: LONGEST + 1]


def weigh(sheet: NumberSheet, user: Any) -> list[Weighed]:
    """What would become of each row, as things stand now."""
    desk = desk_of(sheet.system)
    assert desk is not None
    return _Scales(sheet, desk, user).weighed()


@transaction.atomic
def take(sheet: NumberSheet, *, user: Any, request: Any = None) -> NumberSheet:
    """Keep the numbers, note what is there, and keep a word on every row; a sheet is taken once.

    Raises IntegrityError where somebody gave one of the numbers to another matter a moment ago.
    """
    sheet = NumberSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.taken_at is not None:
        return sheet
    now, rows = timezone.now(), weigh(sheet, user)
    new = {row.case.pk: row.there for row in rows if row.new_number}
    keeping.keep_numbers(new, sheet.system, user=user, request=request)
    entered = [row.case.pk for row in rows if row.becomes == "entered"]
    keeping.mark_entered(
        Counterpart.objects.filter(pk__in=entered),
        seen=sheet.sent_at,
        user=user,
        how=sheet.name,
        now=now,
        request=request,
    )
    sheet.outcome, sheet.taken_at = [row.plain() for row in rows], now
    sheet.save(update_fields=["outcome", "taken_at"])
    return sheet


class _Scales:
    """Everything that is needed to weigh the rows of one sheet, read in a few statements."""

    def __init__(self, sheet: NumberSheet, desk: EntryDesk, user: Any) -> None:
        self.sheet = sheet
        ours, there = ([row[at] for row in sheet.rows if row[at]] for at in (1, 2))
        mine = desk.cases(user).select_related("counterpart")
        self.by_ours = {case.number: case for case in mine.filter(number__in=ours)}
        known = mine.filter(counterpart__system=desk.system.key, counterpart__number__in=there)
        self.by_there = {case.counterpart.number: case for case in known}
        everywhere = Counterpart.objects.filter(system=desk.system.key, number__in=there)
        self.given = dict(everywhere.values_list("number", "case_id"))
        self.seen: dict[str, int] = {}

    def weighed(self) -> list[Weighed]:
        return [self._weigh(at, ours, there) for at, ours, there in self.sheet.rows]

    def _weigh(self, at: int, ours: str, there: str) -> Weighed:
        case = self.by_ours.get(ours) if ours else self.by_there.get(there)
        row = getattr(case, "counterpart", None)
        if reason := self._wrong(at, ours, there, case, row):
            return Weighed(at, ours, there, "bad", reason, case)
        new_number = bool(there) and (row is None or not row.number)
        if self.sheet.all_entered and row is not None and row.to_enter:
            if row.changed_at > self.sheet.sent_at:
                return Weighed(at, ours, there, "bad", _("it has changed here since the sheet was read"), case)
            return Weighed(at, ours, there, "entered", "", case, new_number)
        if new_number:
            return Weighed(at, ours, there, "kept", "", case, True)
        if self.sheet.all_entered and (row is None or row.changed_at is None):
            return Weighed(at, ours, there, "bad", _("there is nothing to enter yet"), case)
        return Weighed(at, ours, there, "same", "", case)

    def _wrong(self, at: int, ours: str, there: str, case: Any, row: Any) -> str:
        """Why a row cannot be used; what belongs to another matter is not named."""
        if len(there) > LONGEST:
            return _("the number has more than %(most)d characters") % {"most": LONGEST}
        if case is None:
            return _("no matter of yours has this number")
        for number in {f"ours {case.number}", f"there {there}"} - {"there "}:
            before = self.seen.setdefault(number, at)
            if before != at:
                return _("the same number is in line %(line)d already; keep one") % {"line": before}
        if there and row is not None and row.number not in ("", there):
            return _("here its number there is %(number)s; correct it on the page of the matter") % {
                "number": row.number
            }
        if there and self.given.get(there, case.pk) != case.pk:
            return _("another matter has this number")
        return ""
