"""What happened to an entry: written with each verb, read back for its page."""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.audit.sealed import sealed_table
from caojiadu.core.cases.events import digest_of
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.models import Record, RecordEvent, RecordWords

EVENTS = sealed_table(
    "registers_recordevent",
    *("key", "record_id", "at", "action", "actor_user_id", "data", "words_digest"),
    mac="mac",
)
ACTIONS = {
    "entered": gettext_lazy("Entered"),
    "imported": gettext_lazy("Imported from a sheet"),
    "changed": gettext_lazy("Corrected"),
    "ended": gettext_lazy("Ended"),
    "reopened": gettext_lazy("Taken up again"),
    "proposed": gettext_lazy("Proposed for the public page"),
    "published": gettext_lazy("Reviewed and published"),
    "refused": gettext_lazy("Not published"),
    "withdrawn": gettext_lazy("Taken from the public page"),
    "reorganised": gettext_lazy("Moved with its function to another office"),
}


@dataclass(frozen=True)
class Line:
    """One thing that happened: when, what, by whom, and what stood there before."""

    at: dt.datetime
    what: str
    who: str
    before: list[tuple[str, Any]]


def append(
    record: Record, action: str, user: Visitor | None, before: Mapping[str, Any] | None = None, words: str = ""
) -> None:
    """Append one event. `before` are the old values of what changed; text among them goes where it can be shredded."""
    values = dict(before or {}) | ({"reason": words} if words else {})
    typed = {name: value for name, value in values.items() if isinstance(value, str) and _is_text(record, name)}
    keys = {name: _key(value) for name, value in values.items() if name not in typed}
    keys |= {name: None for name in typed if name != "reason"}
    salt = secrets.token_hex(16) if typed else ""
    event = RecordEvent(
        record_id=record.pk,
        at=timezone.now(),
        action=action,
        actor_user_id=getattr(user, "pk", None),
        data=keys,
        words_digest=digest_of(salt, typed) if typed else "",
    )
    event.mac = EVENTS.row_mac({name: getattr(event, name) for name in EVENTS.columns})
    event.save(force_insert=True)
    if typed:
        RecordWords.objects.create(event=event, salt=salt, text=typed)


def lines_of(register: Register, record: Record) -> list[Line]:
    """Everything that happened, oldest first: three queries however much it is, and one for each kind of row named."""
    events = list(RecordEvent.objects.filter(record_id=record.pk).select_related("words"))
    people = User.objects.in_bulk({event.actor_user_id for event in events if event.actor_user_id})
    named = _rows_named(register, events)
    return [
        Line(
            at=event.at,
            what=str(ACTIONS.get(event.action, event.action)),
            who=str(people.get(event.actor_user_id or 0) or _("the portal")),
            before=_before(register, event, named),
        )
        for event in events
    ]


def _before(register: Register, event: RecordEvent, named: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    words = event.words.text if hasattr(event, "words") else {}
    found = [(_("Why"), words["reason"])] if "reason" in words else []
    meta = register.model_class._meta
    for name, value in event.data.items():
        if name not in ("title", *register.facts):
            continue
        field = meta.get_field(name)
        old = words.get(name, _said(field, value, named))
        label = _("%(field)s before") % {"field": register.label_of(name)}
        found.append((label, "—" if old in ("", None) else old))
    return found


def _said(field: Any, value: Any, named: Mapping[Any, Any]) -> Any:
    if field.related_model:
        return str(named.get((field.related_model, value), "")) if value else ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value and isinstance(field, models.DateTimeField):
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if value and isinstance(field, models.DateField) else value


def _rows_named(register: Register, events: list[RecordEvent]) -> dict[Any, Any]:
    """The rows that old values point to, one query for each kind."""
    wanted: dict[Any, set[int]] = {}
    for event in events:
        for name, value in event.data.items():
            related = register.model_class._meta.get_field(name).related_model if name in register.facts else None
            if related and value:
                wanted.setdefault(related, set()).add(value)
    return {(model, pk): row for model, keys in wanted.items() for pk, row in model.objects.in_bulk(keys).items()}


def _is_text(record: Record, name: str) -> bool:
    """Whether somebody typed it in words: neither a choice nor a key."""
    return name == "reason" or not getattr(record._meta.get_field(name), "choices", None)


def _key(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
