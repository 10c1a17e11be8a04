"""Reading the inboxes: one for each body, and nobody sees another's."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, QuerySet, SmallIntegerField, Value, When
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from caojiadu.core.accounts.roles import Role
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import DistrictBody

SIZE = 50
MOST = 1000
State = Report.State
# Open: unacknowledged first, then the longest waiting. All: the newest first.
OPEN_COLUMNS, ALL_COLUMNS = ("acknowledged", "sent_at", "id"), ("sent_at", "id")


@dataclass(frozen=True)
class Box:
    """One body's inbox in the rail, with the count of what nobody acknowledged yet."""

    body: DistrictBody
    count: str


@dataclass(frozen=True)
class Page:
    """One page of reports, and the mark after which the next begins."""

    rows: list[Report]
    following: str


def bodies_of(user: Any) -> list[DistrictBody]:
    """The bodies in which an officer holds a post today."""
    if not user.has_perm("district.receive_report"):
        return []
    found = {post.body_id: post.body for post in user.posts_today if post.role == Role.DISTRICT and post.body}
    return list(found.values())


def received_by(user: Any) -> QuerySet[Report]:
    """What reached the bodies of an officer."""
    mine = [body.pk for body in bodies_of(user)]
    return Report.objects.filter(body__in=mine).exclude(sent_at=None)


def boxes(user: Any) -> list[Box]:
    """The officer's inboxes."""
    return [Box(body, _count(body)) for body in bodies_of(user)]


def _count(body: DistrictBody) -> str:
    found = Report.objects.filter(body=body, state=State.SENT).order_by()[: MOST + 1].count()
    return f"{MOST:,}+" if found > MOST else str(found)


def page_of(body: DistrictBody, *, everything: bool, after: str = "") -> Page:
    """One page of an inbox."""
    rows = Report.objects.filter(body=body).exclude(sent_at=None).select_related("case", "proposed_lead")
    return _all(rows, after) if everything else _open(rows, after)


def _open(rows: QuerySet[Report], after: str) -> Page:
    rank = Case(When(state=State.SENT, then=Value(0)), default=Value(1), output_field=SmallIntegerField())
    rows = rows.filter(state__in=(State.SENT, State.ACKNOWLEDGED)).annotate(acknowledged=rank)
    if mark := _parsed(after, OPEN_COLUMNS):
        rows = rows.filter(TupleGreaterThan(Tuple(*map(F, OPEN_COLUMNS)), mark))
    return _cut(rows.order_by(*OPEN_COLUMNS), OPEN_COLUMNS)


def _all(rows: QuerySet[Report], after: str) -> Page:
    if mark := _parsed(after, ALL_COLUMNS):
        rows = rows.filter(TupleLessThan(Tuple(*map(F, ALL_COLUMNS)), mark))
    return _cut(rows.order_by("-sent_at", "-id"), ALL_COLUMNS)


def _cut(rows: QuerySet[Report], columns: tuple[str, ...]) -> Page:
    found = list(rows[: SIZE + 1])
    more, found = len(found) > SIZE, found[:SIZE]
    return Page(found, _mark(found[-1], columns) if more else "")


def _mark(row: Report, columns: tuple[str, ...]) -> str:
    values = (getattr(row, name) for name in columns)
    return "_".join(value.isoformat() if isinstance(value, dt.datetime) else str(value) for value in values)


def _parsed(mark: str, columns: tuple[str, ...]) -> tuple[Any, ...] | None:
    """A mark from the address, or None for one that is none: the list then begins anew."""
    parts = mark.split("_")
    if len(parts) != len(columns):
        return None
    try:
        values = [_value(name, part) for name, part in zip(columns, parts, strict=True)]
    except ValueError:
        return None
    return tuple(values)


def _value(column: str, text: str) -> Any:
    if column != "sent_at":
        return int(text[:18])
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment without its zone")
    return found


def suggested_number(report: Report, today: dt.date) -> str:
    """A number to begin with, for a body that keeps no register of its own: its initials, the year, our serial."""
    initials = "".join(word[0] for word in report.body.key.split("-")).upper()
    return f"{initials}-{today.year}-{report.pk:05d}"
