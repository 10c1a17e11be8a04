"""What happened to a matter or to an entry of a register: written once, under seal, and read back for its page."""

import datetime as dt
import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.order import TransactionId
from caojiadu.core.audit.sealed import SealedTable
from caojiadu.core.keyset import page_after, parsed

# Under this key an event says for whom a deputy acted.
IN_PLACE_OF = "in_place_of"


class Event(models.Model):
    """One thing that happened, read-only for ever. It carries keys only; what people wrote lies in its words."""

    seal: ClassVar[SealedTable]

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor_user_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    words_digest = models.CharField(max_length=64, blank=True)
    xid = models.BigIntegerField(db_default=TransactionId(), editable=False)
    mac = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    @property
    def typed(self) -> dict[str, str]:
        """Its words by the name of their field; none where nobody wrote any, or where they were shredded."""
        return self.words.text if hasattr(self, "words") else {}


class Words(models.Model):
    """The words of an event, which can be shredded without breaking the seal over their salted digest."""

    salt = models.CharField(max_length=32)
    text = models.JSONField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


E = TypeVar("E", bound=Event)


def append(event: E, keys: Mapping[str, Any], words: Mapping[str, str]) -> E:
    """Seal and write an event: `keys` are rows, choices, days and numbers, `words` what somebody typed."""
    salt = secrets.token_hex(16) if words else ""
    event.data = {name: _key(value) for name, value in keys.items()}
    event.words_digest = digest_of(salt, words) if words else ""
    event.mac = event.seal.row_mac({name: getattr(event, name) for name in event.seal.columns})
    event.save(force_insert=True)
    if words:
        kept: Any = event._meta.get_field("words").related_model
        kept.objects.create(event=event, salt=salt, text=dict(words))
    return event


def digest_of(salt: str, words: Mapping[str, str]) -> str:
    """The salted digest that the seal covers, so that words can be shredded and the chain still holds."""
    text = salt + json.dumps(words, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _key(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return [_key(one) for one in value]


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


def people_of(events: Iterable[Event]) -> dict[int, User]:
    """Whoever acted in these events, and those for whom a deputy did."""
    found = {pk for event in events for pk in (event.actor_user_id, event.data.get(IN_PLACE_OF))}
    return User.objects.in_bulk({pk for pk in found if pk})


def acting(event: Event, people: Mapping[int, User]) -> str:
    """Who acted, and for whom; empty where no person did."""
    person, other = people.get(event.actor_user_id or 0), people.get(event.data.get(IN_PLACE_OF) or 0)
    if person and other:
        return _("%(deputy)s for %(person)s") % {"deputy": person, "person": other}
    return str(person) if person else ""


def rows_named(
    wanted: Iterable[tuple[type[models.Model], int]],
    rows_of: Callable[[Any], models.QuerySet[Any]] = lambda model: model._default_manager.all(),
) -> dict[tuple[Any, int], Any]:
    """The rows to which events point, one query for each kind of row."""
    keys: dict[Any, set[int]] = {}
    for model, pk in wanted:
        keys.setdefault(model, set()).add(pk)
    return {(model, pk): row for model, some in keys.items() for pk, row in rows_of(model).in_bulk(some).items()}
