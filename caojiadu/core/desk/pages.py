"""The pages of a list at the desk."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from caojiadu.core.keyset import page_after


@dataclass
class Page:
    """One page: its rows, and where the pages beside it are."""

    rows: list[Any]
    first_url: str
    next_url: str


def page_of(cases: Any, request: HttpRequest, *, newest_first: bool = False, columns: tuple[str, ...] = ()) -> Page:
    """The page that the address asks for. Queues run by limit, "all" and searches by newest, others by own columns."""
    mark = request.GET.get("after", "")
    columns = columns or ("opened_at" if newest_first else "due_at", "pk")
    rows, following = page_after(cases, mark, columns=columns, newest_first=newest_first)
    return Page(rows, address(request.GET) if mark else "", address(request.GET, after=following) if following else "")


def part_of(rows: Any, request: HttpRequest, name: str) -> Page:
    """A list that is one part of a page, by key; the address keeps its place under the list's own name."""
    mark = request.GET.get(name, "")
    found, following = page_after(rows, mark, columns=("id",))
    return Page(found, f"?#{name}" if mark else "", f"?{name}={following}#{name}" if following else "")


def address(asked: QueryDict, *, without: str = "", **more: str) -> str:
    """The first page of the list that was asked for, without one of its filters or with something more."""
    kept = {name: value for name, value in asked.items() if value and name not in ("after", "narrow", without)}
    return f"?{urlencode(kept | more)}"
