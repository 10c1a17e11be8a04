"""The form of a move: its own class, or one made of the fields of the matter that the move names."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms.models import fields_for_model
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import hooks
from caojiadu.core.cases.forms import (
    DayField,
    MomentField,
    MoveForm,
    TimeInput,
    Words,
    long_text,
    refused_by_model,
    say_range,
)
from caojiadu.core.types import Column, Values
from caojiadu.core.workflow import Transition, Workflow

# Words that a move may ask for beside fields of the matter; only its event keeps them.
ASKS = {
    "reason": (_("Why"), 2),
    "note": (_("Note"), 2),
    "done": (_("What was done"), 3),
    "result": (_("What came of it"), 3),
    "seen": (_("What you saw on site"), 2),
}


class OwnFields(MoveForm):
    """A move's form whose fields are those of the matter. What the model itself forbids is said beside the field."""

    writes: tuple[str, ...] = ()

    def initial_values(self) -> Values:
        return {name: getattr(self.case, name) for name in self.writes}

    def clean(self) -> dict[str, Any]:
        """Ask the model: its `clean` and its constraints, with what was typed in place.

        A step that writes nothing of the matter is not held up by what no longer fits: old matters must still end.
        """
        cleaned = super().clean() or self.cleaned_data
        if self.writes and not self.errors:
            for problem in refused_by_model(self.case, {name: cleaned[name] for name in self.writes}):
                self.add_error(None, problem)
        return cleaned


def form_class(flow: Workflow, step: Transition) -> type[MoveForm] | None:
    """The form of a move, or None where nothing is asked."""
    if step.form:
        return import_string(step.form)
    if not (step.writes or step.asks):
        return None
    return _made(flow.key, step.key, flow.model, step.fields, step.optional, step.asks)


def control_of(field: Column, *, required: bool | None = None) -> forms.Field:
    """The control that fits a field: large texts, days and moments to pick, choices as cards where they are few.

    Other layers may have one for a field of theirs: they answer to "control_of".
    """
    needed = not field.blank if required is None else required
    common: dict[str, Any] = {"label": capfirst(field.verbose_name), "required": needed, "help_text": field.help_text}
    if isinstance(field, models.TextField):
        return long_text(common["label"], required=needed, help_text=field.help_text)
    if isinstance(field, models.CharField) and not field.choices:
        return Words(max_length=field.max_length, **common)
    if isinstance(field, models.DateTimeField):
        return MomentField(**common)
    if isinstance(field, models.DateField):
        return DayField(**common)
    if isinstance(field, models.TimeField):
        return forms.TimeField(widget=TimeInput(), **common)
    return hooks.control_of(field, needed) or _usual_control(field, needed)


def _usual_control(field: Column, needed: bool) -> forms.Field:
    made: Any = fields_for_model(field.model, [field.name])[field.name]
    made.required = needed and not isinstance(field, models.BooleanField)
    if not field.choices:  # a choice is one of its list; the field's own rules would meet it as it was typed
        made.validators += [rule for rule in field.validators if rule not in made.validators]
    if isinstance(made, forms.IntegerField):  # decimals, too
        say_range(made)
    if isinstance(made, forms.ModelChoiceField):
        made.empty_label = "—"
    elif field.choices and made.choices[0][0] == "":
        made.choices = [("", "—"), *made.choices[1:]]
    return made


def problems(flow: Workflow, step: Transition) -> Iterator[str]:
    """What is wrong with the fields that a move names."""
    model = apps.get_model(flow.model)
    for name in step.writes:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            yield f"the matter has no field {name}"
            continue
        if field.related_model is get_user_model():
            yield f"{name} names a person: that takes a form that offers colleagues"
        if name in step.optional and not (field.blank or isinstance(field, models.BooleanField)):
            yield f"the field {name} cannot be left empty"
    yield from (f"nobody knows the words {name}" for name in step.asks if name not in ASKS)


@cache
def _made(
    _kind: str, key: str, model: str, fields: tuple[str, ...], optional: tuple[str, ...], asks: tuple[str, ...]
) -> type[OwnFields]:
    meta = apps.get_model(model)._meta
    made: dict[str, Any] = {name: control_of(meta.get_field(name), required=True) for name in fields}
    made |= {name: control_of(meta.get_field(name), required=False) for name in optional}
    keys = tuple(name for name, field in made.items() if not isinstance(field, forms.CharField))
    made |= {name: long_text(label, rows=rows) for name, (label, rows) in ASKS.items() if name in asks}
    return type(f"{key}_form", (OwnFields,), {**made, "key_fields": keys, "writes": (*fields, *optional)})
