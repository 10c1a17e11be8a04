"""System checks: what a register names must exist, and whatever narrows a list must have an index."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from caojiadu.core.registers.declaration import Register, all_registers, find
from caojiadu.core.registers.models import Record

NUMBERS = (models.IntegerField, models.DecimalField)


@register()
def check_registers(app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any) -> list[Error]:
    """Every register can be shown, entered, narrowed and reminded of."""
    return [Error(text, id="registers.E001", obj=one.key) for one in all_registers() for text in _problems(one)]


def _problems(one: Register) -> Iterator[str]:
    if not one.is_matter and not issubclass(one.model_class, Record):
        yield f"{one.model} is neither a record nor a matter"
    if one.workflow and one.sensitive != one.workflow.restricted:
        yield "a sensitive register of matters has a restricted workflow, and no other has"
    if one.is_matter and (one.workflow is None or one.workflow.function not in ("", one.function)):
        yield f"{one.model} has no workflow of the function {one.function}"
    if "title" not in one.fields:
        yield "the first line of an entry, title, is not asked for"
    other = find(one.keepers_of)
    if one.keepers_of and not (one.has_keepers and other and other.has_keepers and other.function == one.function):
        yield f"{one.keepers_of} is no sensitive register of the same function, whose keepers could keep it"
    asked = [(reminder.field, reminder.until_done, *reminder.where[:1]) for reminder in one.reminders]
    dates = [name for names in asked for name in names if name]
    since = (one.shown_since,) if one.shown_since else ()
    named = (*one.fields, *one.columns, *one.filters, *one.public, *dates, *since, *(one.stock or ()))
    fields: dict[str, Any] = {}
    for name in named:
        try:
            fields[name] = one.model_class._meta.get_field(name)
        except FieldDoesNotExist:
            yield f"there is no field {name}"
    yield from (f"{name} narrows the list without an index" for name in one.filters if not _indexed(one, fields, name))
    yield from (f"{name} is free text, which narrows no list" for name in one.filters if _free_text(fields.get(name)))
    missing = _needed(one) - set(one.fields)
    yield from (f"{name} must be filled in, but nobody is asked for it" for name in sorted(missing))
    yield from (
        f"the reminder {reminder.key} has no date to count from"
        for reminder in one.reminders
        if not isinstance(fields.get(reminder.field), models.DateField)
    )
    yield from _short_problems(one, fields)
    yield from _matter_problems(one)


def _short_problems(one: Register, fields: dict[str, Any]) -> Iterator[str]:
    if one.stock and (one.is_matter or not all(isinstance(fields.get(name), NUMBERS) for name in one.stock)):
        yield "too little there is of records, and two numbers say so"


def _matter_problems(one: Register) -> Iterator[str]:
    if one.is_matter and one.reminders:
        yield "matters have limits instead of reminders"
    if bool(one.shown_in) != (one.is_matter and bool(one.public)):
        yield "matters are public in certain states, and records entry by entry"
    if one.asked_by_all and not (one.is_matter and "asked_by" in one.fields):
        yield "what any office may ask for is a matter that says for which office, asked_by"
    known = one.workflow.states if one.workflow else {}
    yield from (f"its matters are never in the state {state.key}" for state in one.shown_in if state.key not in known)


def _indexed(one: Register, fields: dict[str, Any], name: str) -> bool:
    field = fields.get(name)
    if field is None:
        return True
    first = {index.fields[0].removeprefix("-") for index in one.model_class._meta.indexes if index.fields}
    return field.db_index or name in first or name == "neighbourhood"


def _free_text(field: object) -> bool:
    return isinstance(field, (models.CharField, models.TextField)) and not field.choices


def _needed(one: Register) -> set[str]:
    """Own fields that neither may be empty nor have a value to start with."""
    own = (field for field in one.model_class._meta.local_fields if field.editable and not field.primary_key)
    return {field.name for field in own if not (field.blank or field.null or field.has_default())}
