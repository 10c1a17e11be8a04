"""Keyset pages: the next page starts after the last row, so the thousandth costs what the first does."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import HttpRequest

from caojiadu.core.cases.query import CaseQuerySet

SIZE = 50


@dataclass
class Page:
    """One page: its rows, and where the pages beside it are."""

    rows: list[Any]
    first_url: str
    next_url: str


def page_of(cases: CaseQuerySet, request: HttpRequest, *, newest_first: bool) -> Page:
    """The page that the address asks for. Queues run by limit, "all" and searches by newest."""
    after = _parsed(request.GET.get("after", ""))
    column, sign, compare = ("opened_at", "-", TupleLessThan) if newest_first else ("due_at", "", TupleGreaterThan)
    cases = cases.order_by(f"{sign}{column}", f"{sign}id")
    if after:
        cases = cases.filter(compare(Tuple(F(column), F("id")), after))
    rows = list(cases[: SIZE + 1])
    more, rows = len(rows) > SIZE, rows[:SIZE]
    return Page(rows, _url(request, "") if after else "", _url(request, _mark(rows[-1], column)) if more else "")


def _mark(row: Any, column: str) -> str:
    return f"{getattr(row, column).isoformat()}_{row.pk}"


def _parsed(mark: str) -> tuple[dt.datetime, int] | None:
    """A mark from the address, or None for one that is none: the list then begins anew."""
    moment, _sign, key = mark.rpartition("_")
    try:
        found = dt.datetime.fromisoformat(moment), int(key[:18])
    except ValueError:
        return None
    return found if found[0].tzinfo else None


def _url(request: HttpRequest, mark: str) -> str:
    query = {name: value for name, value in request.GET.items() if name != "after" and value}
    if mark:
        query["after"] = mark
    return "?" + urlencode(query)
