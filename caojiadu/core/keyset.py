"""Keyset pages: the next page starts after the last row, so the thousandth costs what the first does."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

SIZE = 50
# Beyond this nobody reads a count.
MOST = 1000
# A statement with its parameters.
Counting: TypeAlias = tuple[str, tuple[Any, ...]]


def page_after(
    rows: QuerySet[Any], mark: str, *, columns: Sequence[str], newest_first: bool = False
) -> tuple[list[Any], str]:
    """One page of rows, in the order of the columns, after a mark; and the mark of the next page, empty on the last.

    The last column is the key; a mark that makes no sense begins again.
    """
    sign, compare = ("-", TupleLessThan) if newest_first else ("", TupleGreaterThan)
    if after := parsed(mark, columns):
        rows = rows.filter(compare(Tuple(*map(F, columns)), after))
    found = list(rows.order_by(*(f"{sign}{column}" for column in columns))[: SIZE + 1])
    return found[:SIZE], mark_of(found[SIZE - 1], columns) if len(found) > SIZE else ""


def mark_of(row: Any, columns: Sequence[str]) -> str:
    """Where a row stands, for an address."""
    values = (getattr(row, column) for column in columns)
    return "_".join(value.isoformat() if isinstance(value, dt.datetime) else str(value) for value in values)


def parsed(mark: str, columns: Sequence[str]) -> tuple[Any, ...] | None:
    """A mark as values of the columns, or None for one that is none."""
    parts = mark.split("_")
    if len(parts) != len(columns):
        return None
    try:
        return tuple(_value(column, part) for column, part in zip(columns, parts, strict=True))
    except (ValueError, OverflowError):
        return None


def _value(column: str, text: str) -> Any:
    if column.endswith("_on"):
        return dt.date.fromisoformat(text)
    if not column.endswith("_at"):
        return int(text[:18])
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment without its zone")
    # PostgreSQL knows no zone further than sixteen hours away; Python does.
    return found.astimezone(dt.UTC)


def capped_count(rows: QuerySet[Any]) -> str:
    """How many there are, or "1,000+"."""
    return capped_counts([rows])[0]


def capped_counts(many: Sequence[QuerySet[Any] | Counting]) -> list[str]:
    """How many there are of each, or "1,000+": all in one statement."""
    return counted(counting(many))


def counting(many: Sequence[QuerySet[Any] | Counting]) -> Counting:
    """The statement that counts the rows of each: put together once, it can be asked again. What is an expression
    already, such as a sum that is kept, stays one."""
    counts = [rows if isinstance(rows, tuple) else _count_of(rows) for rows in many]
    statement = ", ".join(expression for expression, _parameters in counts)
    return f"SELECT {statement}", tuple(one for _expression, some in counts for one in some)


def total_of(many: Sequence[QuerySet[Any] | Counting], less: Sequence[QuerySet[Any]] = ()) -> Counting:
    """An expression for how many there are of all of them together, less others that are among them."""
    signs = ["+"] * len(many) + ["-"] * len(less)
    counts = [rows if isinstance(rows, tuple) else _count_of(rows) for rows in (*many, *less)]
    statement = " ".join(f"{sign} {expression}" for sign, (expression, _more) in zip(signs, counts, strict=True))
    return f"({statement})", tuple(one for _expression, some in counts for one in some)


def counted(asked: Counting) -> list[str]:
    """What such a statement counts at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        found = cursor.fetchone()
    return [f"{MOST:,}+" if number > MOST else str(number) for number in found]


def _count_of(rows: QuerySet[Any]) -> Counting:
    """A count that stops where nobody reads on, as an expression with its parameters."""
    try:
        statement, parameters = rows.order_by().values("pk")[: MOST + 1].query.sql_with_params()
    except EmptyResultSet:
        return "0", ()
    return f"(SELECT count(*) FROM ({statement}) counted)", parameters
