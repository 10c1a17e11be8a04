"""How many matters are open, from sums that each change adds to: as quick with a million matters as with a thousand.

For leaders, who open every matter that is not confidential. What somebody is kept out of is taken off again, so that
each figure is the number of rows of the list that it opens.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import F, IntegerField, Q, QuerySet, Value

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Case, Confidentiality, OpenCount
from caojiadu.core.cases.query import ACCUSATIONS, LEADER, USER_BASE, office_token, persons, tokens_of
from caojiadu.core.keyset import Counting

_FOLD = """
WITH many AS (
    SELECT office_id, kind, state, waiting, due_at FROM cases_opencount GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1
),
taken AS (DELETE FROM cases_opencount WHERE (office_id, kind, state, waiting, due_at) IN (SELECT * FROM many)
    RETURNING office_id, kind, state, waiting, due_at, number)
INSERT INTO cases_opencount (office_id, kind, state, waiting, due_at, number)
SELECT office_id, kind, state, waiting, due_at, sum(number) FROM taken GROUP BY 1, 2, 3, 4, 5 HAVING sum(number) <> 0
"""
_AGAIN = """
LOCK TABLE cases_case, cases_opencount IN SHARE ROW EXCLUSIVE MODE;
DELETE FROM cases_opencount;
INSERT INTO cases_opencount (office_id, kind, state, waiting, due_at, number)
SELECT office_id, kind, state, waiting, due_at, count(*) FROM cases_case WHERE closed_at IS NULL AND confidentiality < 2
GROUP BY 1, 2, 3, 4, 5
"""
_DIFFERENT = """
SELECT office_id, kind, state, waiting, due_at, sum(number) FROM (
    SELECT office_id, kind, state, waiting, due_at, number FROM cases_opencount
    UNION ALL
    SELECT office_id, kind, state, waiting, due_at, -1 FROM cases_case WHERE closed_at IS NULL AND confidentiality < 2
) parts GROUP BY 1, 2, 3, 4, 5 HAVING sum(number) <> 0
"""
Period = tuple[dt.datetime | None, dt.datetime | None]


def opens_all(user: Visitor) -> bool:
    """Whether somebody opens every matter that is not confidential, whatever office has it."""
    return office_token(None, LEADER) in tokens_of(user)


def sum_of(user: Visitor, due: Period = (None, None), kind: str = "", where: Counting = ("true", ())) -> Counting:
    """How many open matters such a person may open, as an expression that `keyset.counting` takes: of a kind, and with
    a limit from one moment on and before another; `where` is a further condition on the other columns."""
    rows, parameters = _rows(user)
    condition, more = _within(due, kind)
    # Materialized: else the planner looks for the few rows that are kept out by the limit of all the others.
    statement = (
        f"(WITH parts AS MATERIALIZED ({rows})"
        f" SELECT coalesce(sum(number), 0) FROM parts WHERE {condition} AND {where[0]})"
    )
    return statement, (*parameters, *more, *where[1])


def by_office(user: Visitor, periods: Iterable[Period]) -> dict[int, list[int]]:
    """The same for each office, with a limit in each of some periods, in one statement."""
    rows, parameters = _rows(user)
    within = [_within(due) for due in periods]
    sums = ", ".join(f"coalesce(sum(number) FILTER (WHERE {condition}), 0)" for condition, _more in within)
    asked = (*(one for _condition, more in within for one in more), *parameters)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT office_id, {sums} FROM ({rows}) parts GROUP BY office_id", asked)
        return {office: numbers for office, *numbers in cursor.fetchall()}


def fold() -> None:
    """Put the rows of one sum together. What others add meanwhile stays beside it until the next time."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)


def count_again(cursor: CursorWrapper) -> None:
    """Count everything anew, within the caller's transaction: after matters were written past the trigger."""
    cursor.execute(_AGAIN)


def differing() -> list[tuple[int, str, str, str, dt.datetime, int]]:
    """Office, kind, state, whom it waits for and limit of each sum that is wrong, and by how much."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENT)
        return list(cursor.fetchall())


def _within(due: Period, kind: str = "") -> tuple[str, list[Any]]:
    since, until = due
    asked = {"due_at >= %s": since, "due_at < %s": until, "kind = %s": kind or None}
    wanted = {condition: value for condition, value in asked.items() if value is not None}
    return " AND ".join(wanted) or "true", list(wanted.values())


def _rows(user: Visitor) -> Counting:
    """What `_rows_of` says, put together once a request: a page asks for half a dozen sums."""
    kept = vars(user)
    if "_open_rows" not in kept:
        kept["_open_rows"] = _rows_of(user)
    found: Counting = kept["_open_rows"]
    return found


def _rows_of(user: Visitor) -> Counting:
    """Rows that add up to what a person opens: the sums, less the matters of which they or somebody they stand in for
    are kept out, and again those of them that they may open all the same; and confidential ones, which no sum holds."""
    barred = Q(confidentiality__lt=Confidentiality.SECRET, barred__overlap=[one.pk for one in persons(user)])
    seen, parts = Case.objects.visible_to(user).open(), [_parts(Case.objects.open().filter(barred), -1)]
    if len(persons(user)) > 1:
        parts.append(_parts(seen.filter(barred), 1))
    if any(token < USER_BASE and token % 100 == ACCUSATIONS for token in tokens_of(user)):
        parts.append(_parts(seen.filter(confidentiality=Confidentiality.SECRET), 1))
    sums = OpenCount.objects.values_list("office_id", "kind", "state", "waiting", "due_at", "number")
    return sums.union(*parts, all=True).query.sql_with_params()


def _parts(cases: QuerySet[Any], number: int) -> QuerySet[Any]:
    each = Value(number, IntegerField())
    return cases.order_by().values_list(F("office_id"), F("kind"), F("state"), F("waiting"), F("due_at"), each)
