"""What happened to a matter or to an entry of a register: written once, under seal, and read back for its page."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from caojiadu.core import memory
from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.names import colleagues
from caojiadu.core.audit.sealed import Event
from caojiadu.core.keyset import page_after, parsed

# Under this key an event says for whom a deputy acted.
IN_PLACE_OF = "in_place_of"


E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Line:
    """One thing that happened as a page shows it: when, what, by whom, and labels with the words that belong to it."""

    at: dt.datetime
    text: str
    who: str = ""
    words: list[tuple[Any, Any]] = field(default_factory=list)
    public: bool = False
    move: str = ""
    by_resident: bool = False
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Life:
    """The newest part of what happened, or one that lies before; oldest first. `older` is the mark of what lies before
    it, empty when there is nothing."""

    lines: list[Line]
    older: str = ""
    newest: bool = True


def life_of(events: models.QuerySet[E], before: str, lines: Callable[[list[E]], list[Line]]) -> Life:
    """What happened, up to a mark, in a fixed number of queries; `lines` says it in the words of its page."""
    columns = ("id",)
    found, older = page_after(events.select_related("words"), before, columns=columns, newest_first=True)
    return Life(lines(found[::-1]), older, parsed(before, columns) is None)


def people_of(events: Iterable[Event]) -> dict[int, str]:
    """What those are called who acted in these events, and those for whom a deputy did."""
    found = {pk for event in events for pk in (event.actor_user_id, event.data.get(IN_PLACE_OF))}
    called = colleagues()
    return {pk: called[pk] for pk in found if pk}


def acting(event: Event, people: Mapping[int, str]) -> str:
    """Who acted, and for whom; empty where no person did."""
    person, other = people.get(event.actor_user_id or 0, ""), people.get(event.data.get(IN_PLACE_OF) or 0, "")
    if person and other:
        return _("%(deputy)s for %(person)s") % {"deputy": person, "person": other}
    return person


def rows_named(
    wanted: Iterable[tuple[type[models.Model], int]],
    rows_of: Callable[[Any], models.QuerySet[Any]] = lambda model: model._default_manager.all(),
) -> dict[tuple[Any, int], Any]:
    """The rows to which events point, or what they are called: those of the house and colleagues from memory, for any
    other kind of row one query."""
    keys: dict[Any, set[int]] = {}
    for model, pk in wanted:
        keys.setdefault(model, set()).add(pk)
    return {(model, pk): row for model, some in keys.items() for pk, row in _by_key(model, some, rows_of).items()}


def _by_key(model: Any, keys: set[int], rows_of: Callable[[Any], models.QuerySet[Any]]) -> dict[int, Any]:
    if model is User:
        known: Mapping[int, Any] = colleagues()
    else:
        known = memory.rows_of(model) if model._meta.label in memory.HOUSE else {}
    found = {key: known[key] for key in keys if key in known}
    missing = keys - found.keys()
    return found | (rows_of(model).in_bulk(missing) if missing else {})
