"""In which order a list stands, and its pages: by any of its columns, as its address says.

By limit and by receipt an index leads through a list of any length. Any other column is sorted here, by what is read in
it, and only up to a thousand matters: nobody reads further, and a million would have to be read for one page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import CaseEvent
from caojiadu.core.cases.names import names
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk.pages import Page, address, page_of
from caojiadu.core.desk.rows import columns_of
from caojiadu.core.keyset import MOST, SIZE
from caojiadu.core.personal import mask_name
from caojiadu.core.workflow import Text, find

BY_INDEX = {"limit": "due_at", "received": "opened_at"}
# What is read of each matter to sort by a column.
FIELDS = {
    "kind": ("kind",),
    "title": ("title",),
    "person": ("resident__name_sealed",),
    "office": ("office_id",),
    "neighbourhood": ("neighbourhood_id",),
    "handler": ("handler_id",),
    "last": (),
    "state": ("kind", "state"),
}
HEADS: dict[str, Text] = {
    "kind": _("Kind"),
    "title": _("Matter and number"),
    "person": pgettext_lazy("of a matter", "Person"),
    "office": _("Office"),
    "neighbourhood": _("Neighbourhood"),
    "handler": _("Handler"),
    "received": _("Received"),
    "last": _("Last step"),
    "state": _("State"),
    "limit": _("Limit"),
}


@dataclass(frozen=True)
class Order:
    """A column, and whether the last comes first."""

    key: str
    descending: bool = False

    @classmethod
    def of(cls, asked: QueryDict, *, newest_first: bool) -> "Order":
        """The order that an address asks for; else by limit, or the newest first."""
        text = asked.get("sort", "")
        key = text.removeprefix("-")
        if key in HEADS:
            return cls(key, text.startswith("-"))
        return cls("received", True) if newest_first else cls("limit")

    def turned(self, key: str) -> str:
        """How an address asks for another column, or for this one the other way round."""
        return f"-{key}" if key == self.key and not self.descending else key


@dataclass(frozen=True)
class Head:
    """The head of a column: its words, the list sorted by it, and how it is sorted now (for `aria-sort`)."""

    key: str
    label: Text
    url: str
    sorted: str


def heads_of(order: Order, asked: QueryDict, *, with_office: bool) -> list[Head]:
    """The heads of a list; the office only where lists hold matters of several."""
    way = "descending" if order.descending else "ascending"
    return [
        Head(key, label, address(asked, sort=order.turned(key)), way if key == order.key else "")
        for key, label in HEADS.items()
        if key != "office" or with_office
    ]


def sorted_page(cases: CaseQuerySet, request: HttpRequest, order: Order, *, public: bool) -> Page | None:
    """The page that the address asks for, in its order; None where the list is too long for it."""
    if column := BY_INDEX.get(order.key):
        return page_of(columns_of(cases, "last"), request, columns=(column, "pk"), newest_first=order.descending)
    if (keys := keys_in_order(cases, order, public=public)) is None:
        return None
    mark = request.GET.get("after", "")
    at = next((place + 1 for place, key in enumerate(keys) if str(key) == mark), 0)
    wanted = keys[at : at + SIZE]
    found = {row.pk: row for row in columns_of(cases.filter(pk__in=wanted), "last")}
    rows = [found[key] for key in wanted if key in found]
    following = address(request.GET, after=str(wanted[-1])) if len(keys) > at + SIZE else ""
    return Page(rows, address(request.GET) if at else "", following)


def keys_in_order(cases: CaseQuerySet, order: Order, *, public: bool) -> list[int] | None:
    """The keys of a list in its order; by a column without an index None where it is too long, else its beginning.
    `public` for whoever reads only those steps that the petitioner does."""
    if column := BY_INDEX.get(order.key):
        sign = "-" if order.descending else ""
        return list(cases.order_by(f"{sign}{column}", f"{sign}pk").values_list("pk", flat=True)[:MOST])
    rows = list(cases.order_by().values_list("pk", *FIELDS[order.key])[: MOST + 1])
    if len(rows) > MOST:
        return None
    words = _last_steps([pk for pk, *_more in rows], public) if order.key == "last" else _words(order.key)
    said = {pk: words(pk, *more) for pk, *more in rows}
    # What says nothing comes last, either way.
    filled = sorted((pk for pk in said if said[pk]), key=lambda pk: (said[pk], pk), reverse=order.descending)
    return filled + sorted(pk for pk in said if not said[pk])


def _last_steps(keys: list[int], public: bool) -> Callable[[int], Any]:
    events = CaseEvent.objects.filter(case_id__in=keys, **({"public": True} if public else {}))
    newest: Mapping[int, int] = dict(events.order_by().values_list("case_id").annotate(Max("id")))
    return lambda pk: newest.get(pk, 0)


def _words(key: str) -> Callable[..., bytes]:
    """What is read in a column, so that it sorts as people look names up: in this encoding the usual characters stand
    by their pronunciation."""
    called = names()
    said: dict[str, Callable[..., str]] = {
        "kind": lambda kind: str(find(kind).label),
        "title": str,
        "person": lambda sealed: mask_name(sealed) if sealed else "",
        "office": lambda office: called.offices[office],
        "neighbourhood": lambda area: called.neighbourhoods[area] if area else "",
        "handler": lambda person: called.people[person] if person else "",
        "state": lambda kind, state: str(find(kind).states[state].label),
    }
    return lambda _pk, *values: said[key](*values).encode("gb18030")
