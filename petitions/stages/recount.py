"""Last days of rights, counted again when the calendar changed: each that moves is logged, old and new."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone

from caojiadu.core.audit.trail import record
from caojiadu.core.cases.models import Case
from caojiadu.core.hooks import provide
from caojiadu.core.workdays.arithmetic import Calendar
from caojiadu.core.workdays.deadlines import calendar_between
from petitions.letters.limits import ASK_RE_REVIEW, ASK_REVIEW, OBJECT, Right
from petitions.letters.models import Petition
from petitions.petitioners.models import Petitioner
from petitions.review.models import Review
from petitions.stages.models import Transferred

BATCH = 500
LONGEST = dt.timedelta(days=62)  # between the start of a right and its last day, holidays included
Moved = tuple[str, dt.date, dt.date]


@dataclass(frozen=True)
class LastDays:
    """Where the last days of a right are kept: rows that still matter, the field, the start, and whose case it is."""

    right: Right
    rows: Callable[[], QuerySet[Any]]
    field: str
    start: Callable[[Any], dt.date]
    case: Callable[[Any], int]


def _day(at: dt.datetime) -> dt.date:
    return timezone.localdate(at)


def _asked(key: str, opinion: str) -> Exists:
    """A review of the opinion that counts now was asked for already."""
    return Exists(Review.objects.filter(petition_id=OuterRef(key), round=OuterRef(opinion)))


LAST_DAYS = (
    LastDays(
        ASK_REVIEW,
        lambda: Petition.objects.filter(~_asked("pk", "opinion_round"), served_at__isnull=False),
        "review_until",
        lambda row: _day(row.served_at),
        lambda row: int(row.pk),
    ),
    LastDays(
        ASK_REVIEW,
        lambda: Petitioner.objects.filter(
            ~_asked("petition_id", "petition__opinion_round"), served_at__isnull=False, first=False
        ),
        "review_until",
        lambda row: _day(row.served_at),
        lambda row: int(row.petition_id),
    ),
    LastDays(
        ASK_RE_REVIEW,
        lambda: Review.objects.filter(served_at__isnull=False),
        "ask_until",
        lambda row: _day(row.served_at),
        lambda row: int(row.petition_id),
    ),
    LastDays(
        OBJECT,
        lambda: Transferred.objects.filter(objected_at=None),
        "object_until",
        lambda row: row.received_on,
        lambda row: int(row.petition_id),
    ),
)


@provide("calendar_changed")
def recount_rights(first: dt.date | None = None, last: dt.date | None = None) -> list[Moved]:
    """Count again every last day that the changed days touch. Returns (right and key, old day, new day)."""
    return [moved for kept in LAST_DAYS for moved in _recount(kept, first, last)]


def _recount(kept: LastDays, first: dt.date | None, last: dt.date | None) -> Iterator[Moved]:
    rows = kept.rows().filter(**{f"{kept.field}__isnull": False})
    if first is not None:
        rows = rows.filter(**{f"{kept.field}__gte": first - LONGEST})
    if last is not None:
        rows = rows.filter(**{f"{kept.field}__lte": last + LONGEST})
    after = 0
    while batch := list(rows.filter(pk__gt=after).order_by("pk")[:BATCH]):
        days = [getattr(row, kept.field) for row in batch]
        calendar = calendar_between(min(days) - LONGEST, max(days) + LONGEST)
        yield from (moved for row in batch if (moved := _moved(kept, row, calendar)))
        after = batch[-1].pk


def _moved(kept: LastDays, row: Model, calendar: Calendar) -> Moved | None:
    old, new = getattr(row, kept.field), kept.right.until(kept.start(row), calendar).date
    return None if old == new else _write(kept, row, old, new)


@transaction.atomic
def _write(kept: LastDays, row: Model, old: dt.date, new: dt.date) -> Moved | None:
    """Lock the case as every move does; a row that changed meanwhile is left for the next count."""
    case = Case.objects.select_for_update(no_key=True).get(pk=kept.case(row))
    still = type(row)._default_manager.filter(pk=row.pk, **{kept.field: old})
    if not still.update(**{kept.field: new}):
        return None
    if isinstance(row, Petition):
        Petitioner.objects.filter(petition=row, first=True).update(**{kept.field: new})
    data = {"limit": kept.right.key, "old": old, "new": new}
    record(action="deadline_moved", subject_type="case", subject_key=case.number, office_id=case.office_id, data=data)
    return f"{kept.right.key}-{row.pk}", old, new
