"""The form of an entry, made of what its register asks for."""

import datetime as dt
from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.forms import DayField, Words, long_text, refused_by_model
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.search import query_for
from caojiadu.core.cases.step_forms import control_of
from caojiadu.core.community.models import Resident
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.desk import hooks
from caojiadu.core.hooks import provide
from caojiadu.core.personal import IdType, Unusable, check_id_number, normal_phone
from caojiadu.core.registers.access import may_see
from caojiadu.core.registers.declaration import Register, by_model
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import born_as_numbered
from caojiadu.core.types import Column, NamedRow, Typed
from caojiadu.core.workflow import Text

NAMED = 5  # entries that an error offers
OFFERED = 100  # entries that a browser offers while one types


class EntryField(Words):
    """An entry of another register, by its name or its number there."""

    def __init__(self, other: Register, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)
        self.other = other

    def prepare_value(self, value: object) -> object:
        """An entry that is there already is shown by its number and name."""
        if isinstance(value, int):
            row = self.other.model_class.objects.filter(pk=value).first()
            return _name_of(row) if row else value
        return _name_of(value) if isinstance(value, Record | Case) else value

    def clean(self, value: object) -> NamedRow:
        """The entry. Raises ValidationError that names what comes near."""
        typed = super().clean(value)
        if not typed:
            return None
        rows = _open_rows(self.other)
        key = typed.split(" ")[0].removeprefix("#")
        if typed.startswith("#") and key.isdecimal() and len(key) < 18:
            found = list(rows.filter(pk=int(key))[:1])
        elif self.other.is_matter and rows.filter(number=key).exists():
            found = list(rows.filter(number=key)[:1])
        else:
            found = [] if self.other.is_matter else list(rows.filter(title=typed)[:2])
        if len(found) == 1:
            return found[0]
        near = found or ([] if self.other.has_keepers else self._near(rows, typed))
        raise ValidationError(
            _("There are several. Write one of these: %(near)s") % {"near": "；".join(_name_of(one) for one in near)}
            if near
            else _("Nothing in “%(register)s” is called so.") % {"register": self.other.label}
        )

    def _near(self, rows: QuerySet[Any], typed: str) -> list[Any]:
        """Entries whose words come near."""
        query = None if self.other.is_matter else query_for(typed)
        return list(rows.filter(vector=query)[:NAMED]) if query else []


class OfEntry(forms.Form):
    """A form about one entry, `instance`: what its history keeps in words, and what is done once it was saved."""

    def __init__(self, data: Typed = None, *, instance: NamedRow = None, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(data, **kwargs)

    @property
    def words(self) -> str:
        """What the history keeps beside what stood there before."""
        return ""

    def done(self, user: Visitor) -> None:
        """Called once the entry was saved, in the same transaction."""


class EntryForm(OfEntry):
    """What is asked for one entry. `instance` is the entry as it stands, or an empty one."""

    register: Register

    def __init__(self, data: Typed = None, *, instance: NamedRow, **kwargs: Any) -> None:
        super().__init__(data, instance=instance, **kwargs)
        if data is None:
            fields = {name: instance._meta.get_field(name) for name in self.own}
            shown = {name: field for name, field in fields.items() if name not in self._empty}
            self.initial = {name: getattr(instance, field.attname) for name, field in shown.items()} | {**self.initial}
        if self.register.person and instance.pk:
            for name in ("name", "phone", "id_type", "id_number"):
                del self.fields[name]

    @property
    def own(self) -> list[str]:
        """The fields of the model."""
        return [name for name in self.fields if name in self.register.fields]

    @property
    def _empty(self) -> tuple[str, ...]:
        return self.register.empty_on_edit if self.instance.pk else ()

    def clean_phone(self) -> str:
        """A number that can be rung."""
        return _usable(normal_phone, self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """The paper's number fits its kind, and the model's own rules hold."""
        cleaned = super().clean() or self.cleaned_data
        if number := cleaned.get("id_number"):
            try:
                check_id_number(cleaned.get("id_type", ""), number)
            except ValueError as error:
                self.add_error("id_number", str(error))
        if not self.errors:
            for problem in refused_by_model(self.instance, self.values):
                self.add_error(None, problem)
            for name, said in born_as_numbered(self.instance, cleaned).items():
                self.add_error(name, said)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What goes into the entry; what is given again each time stays where nothing is given."""
        found = {name: self.cleaned_data[name] for name in self.fields if name in self.register.fields}
        if self.instance.pk:
            found |= {name: getattr(self.instance, name) for name in self.register.empty_on_edit if found[name] is None}
        return found

    @property
    def after(self) -> NamedRow:
        """The entry as it would stand."""
        entry = copy(self.instance)
        for name, value in self.values.items():
            setattr(entry, name, value)
        return entry

    def resident(self) -> Resident | None:
        """The resident that was named, found or made now; None in a register of other things."""
        if not self.register.person or "name" not in self.fields:
            return self.instance.resident if self.instance.pk else None
        data = self.cleaned_data
        return find_or_create_resident(
            name=data["name"],
            phone=data["phone"],
            id_type=data["id_type"],
            id_number=data["id_number"],
            neighbourhood=data.get("neighbourhood"),
        )


class ReasonForm(OfEntry):
    """Why something is done: kept with it."""

    reason = Words(label=gettext_lazy("Why"), max_length=200)


class EndForm(OfEntry):
    """Since when an entry no longer holds, and why."""

    on = DayField(label=gettext_lazy("Last day"))
    reason = long_text(gettext_lazy("Why"), rows=2)

    def clean_on(self) -> dt.date:
        """An entry holds until its last day has come: its dates are told until then."""
        day: dt.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    @property
    def words(self) -> str:
        return str(self.cleaned_data["reason"])

    @property
    def after(self) -> NamedRow:
        """The entry as it would stand."""
        entry = copy(self.instance)
        entry.ended_on = self.cleaned_data["on"]
        return entry


@cache
def end_form_for(register: Register | None) -> type[EndForm]:
    """The form with which an entry of a register is ended."""
    return type("EndForm", _over(register, EndForm), {})


def _over(register: Register | None, form: type[OfEntry]) -> tuple[type[OfEntry], ...]:
    """A form, and before it the one that a register lays over it to ask more."""
    return (import_string(register.edit_form), form) if register and register.edit_form else (form,)


@cache
def form_for(register: Register) -> type[EntryForm]:
    """The form of a register."""
    made: dict[str, Any] = {}
    if register.person:
        made |= {
            "name": Words(label=gettext_lazy("Full name"), max_length=60),
            "phone": forms.CharField(label=gettext_lazy("Phone"), max_length=20, required=False),
            "id_type": forms.ChoiceField(
                label=gettext_lazy("Kind of paper"), choices=[("", "—"), *IdType.choices], required=False
            ),
            "id_number": forms.CharField(label=gettext_lazy("Number of the paper"), max_length=30, required=False),
        }
    made |= {name: _control(register, name) for name in register.fields}
    return type(f"{register.key}_form", _over(register, EntryForm), {**made, "register": register})


def _control(register: Register, name: str) -> forms.Field:
    field = register.model_class._meta.get_field(name)
    # What a matter of any kind may lack, nobody has to give.
    shared = field.model is Case and field.null
    made = control_of(field, required=False if shared else None)
    if name == "title":
        made.label = register.title
    return made


@provide("control_of")
def entry_control(field: Column, needed: bool) -> EntryField | None:
    """The control of a field that names an entry of a register: there are too many to choose from a list.

    Where the model limits the choices, few are left, and the usual list is the better control.
    """
    other = register_named_in(field)
    if other is None:
        return None
    hint = field.help_text or _hint(other)
    return EntryField(other, label=capfirst(field.verbose_name), required=needed, help_text=hint)


def register_named_in(field: Column) -> Register | None:
    """The register whose entries a field names by what one types."""
    if not field.related_model or field.remote_field is None or field.remote_field.limit_choices_to:
        return None
    return by_model(field.related_model)


def all_offers(form: forms.Form, user: Visitor) -> list[tuple[str, list[str]]]:
    """What anybody has to offer while one types into a form, as (id, names)."""
    return [one for found in hooks.form_offers(form, user) for one in found]


@provide("form_offers")
def offer_entries(form: forms.Form, user: Visitor) -> list[tuple[str, list[str]]]:
    """Let the browser offer the newest entries while one types; only of registers that the person may open, or where
    any office may ask.

    Returns what the page has to list, as (id, names). One query for each such field.
    """
    asking = isinstance(form, EntryForm) and form.register.asked_by_all
    offered = []
    for name, control in form.fields.items():
        if isinstance(control, EntryField) and (asking or may_see(user, control.other)):
            mark = f"{name}-entries"
            control.widget.attrs["list"] = mark
            newest = _open_rows(control.other).order_by("-pk")[:OFFERED]
            offered.append((mark, [_name_of(row) for row in newest]))
    return offered


def _hint(other: Register) -> Text:
    from django.utils.text import format_lazy

    return format_lazy(gettext_lazy("Its name or number in “{register}”."), register=other.label)


def _open_rows(other: Register) -> QuerySet[Any]:
    """The entries to which others may belong: what holds, and no confidential matter."""
    rows = other.model_class.objects.all()
    if other.is_matter:
        return rows.filter(kind=other.workflow.key, confidentiality=0) if other.workflow else rows.none()
    return rows.filter(register=other.key, ended_on=None)


def _name_of(row: Record | Case) -> str:
    return f"{row.number} {row.title}" if isinstance(row, Case) else f"#{row.pk} {row.title}"


def _usable(normal: Callable[[str], str], typed: str) -> str:
    try:
        return normal(typed) if typed else ""
    except (Unusable, ValueError) as error:
        raise ValidationError(str(error)) from error
