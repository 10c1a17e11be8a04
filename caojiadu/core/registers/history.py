"""What happened to an entry: written with each verb, read back for its page."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core import history
from caojiadu.core.history import Life, Line
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.models import Record, RecordEvent
from caojiadu.core.types import Cell, Column, Json

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


def life_of(register: Register, record: Record, before: str = "") -> Life:
    """What happened to an entry, up to a mark, each change with what stood there before."""

    def lines(events: list[RecordEvent]) -> list[Line]:
        people, named = history.people_of(events), _rows_named(register, events)
        return [
            Line(
                at=event.at,
                text=str(ACTIONS.get(event.action, event.action)),
                who=history.acting(event, people) or _("the portal"),
                words=_before(register, event, named),
                move=event.action,
            )
            for event in events
        ]

    return history.life_of(RecordEvent.objects.filter(record_id=record.pk), before, lines)


def _before(
    register: Register, event: RecordEvent, named: Mapping[tuple[Any, Any], models.Model]
) -> list[tuple[str, Cell]]:
    words = event.typed
    found: list[tuple[str, Cell]] = [(_("Why"), words["reason"])] if "reason" in words else []
    meta = register.model_class._meta
    for name, value in event.data.items():
        if name in ("title", *register.facts):
            old = words.get(name, _said(meta.get_field(name), value, named))
            found.append((_("%(field)s before") % {"field": register.label_of(name)}, old))
    return found


def _said(field: Column, value: Json, named: Mapping[tuple[Any, Any], models.Model]) -> Cell:
    if field.related_model:
        return str(named.get((field.related_model, value), "")) if value else ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value and isinstance(field, models.DateTimeField):
        return dt.datetime.fromisoformat(str(value))
    if value and isinstance(field, models.DateField):
        return dt.date.fromisoformat(str(value))
    return str(value) if isinstance(value, list | dict) else value


def _rows_named(register: Register, events: list[RecordEvent]) -> dict[tuple[Any, int], models.Model]:
    """The rows that old values point to."""
    meta = register.model_class._meta
    old = [(name, value) for event in events for name, value in event.data.items() if value and name in register.facts]
    wanted = ((meta.get_field(name).related_model, value) for name, value in old)
    return history.rows_named((model, value) for model, value in wanted if model)
