"""Entries of any register as somebody would type them: what every register's tests share."""

import datetime as dt
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django import forms
from django.conf import settings
from django.test import Client
from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.forms import LongText
from caojiadu.core.cases.models import Assignment, Case
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.forms import EntryField, form_for
from caojiadu.core.registers.verbs import enter
from tests.cast import make_people

# Where a model's own rules want something else than what comes by the kind of field: by register, then by field; what
# is called, is called with who types. An office may name its own in `WANTED` of tests/offices/<office>/wanted.py, and
# in `BEFORE` what happens elsewhere before a step can be taken: by register, then by step, given the matter and people.
WANTED: dict[str, dict[str, Any]] = {}
BEFORE: dict[str, dict[str, Any]] = {"tasks": {"task_return": lambda case, _people: given_by_another(case)}}
for _office in settings.OFFICES:
    if find_spec(f"tests.offices.{_office}") and find_spec(f"tests.offices.{_office}.wanted"):
        _own = import_module(f"tests.offices.{_office}.wanted")
        WANTED |= _own.WANTED
        BEFORE |= getattr(_own, "BEFORE", {})


def given_by_another(task: Any) -> None:
    """What an office set itself it cannot give back: another one gave this task, and reads it."""
    office = Office.objects.get(code="A")
    type(task).objects.filter(pk=task.pk).update(given_by=office)
    Assignment.objects.create(case_id=task.pk, role=Assignment.Role.CO, office=office, since=timezone.now())


def office_of(register: Register) -> Office:
    """The office that keeps a register; of those that all keep, one of them."""
    code = "E0" if register.everywhere else register.function
    return Function.objects.select_related("office").get(code=code).office


def address(register: Register) -> str:
    """Where a register is found."""
    return f"/desk/{office_of(register).key.replace('_', '-')}/{register.key}/"


def people(register: Register) -> dict[str, User]:
    """A clerk and the head of the office that keeps a register, and a clerk of another one."""
    home = office_of(register)
    other = "D" if home.code != "D" else "C"
    parts = {
        "clerk": ("经办甲", "handler", home.code),
        "head": ("科长甲", "head", home.code),
        "stranger": ("他科乙", "handler", other),
    }
    made = make_people({f"{name}-{register.key}": part for name, part in parts.items()})
    return {name: made[f"{name}-{register.key}"] for name in parts}


def typed(register: Register, user: User, mark: str = "甲") -> dict[str, str]:
    """What somebody types for one entry, every field filled in."""
    return typed_into(form_for(register)(instance=register.model_class()), register, user, mark)


def typed_into(form: Any, register: Register, user: User, mark: str = "甲") -> dict[str, str]:
    """What somebody types into any form of a register's entries: that of the entry, or of a step."""
    wanted = WANTED.get(register.key, {})
    found = {name: wanted.get(name) or _typed(name, field, user, mark) for name, field in form.fields.items()}
    return {name: value(user) if callable(value) else value for name, value in found.items()}


def entered(register: Register, user: User, mark: str = "甲") -> Any:
    """An entry that is there."""
    form = form_for(register)(typed(register, user, mark), instance=register.model_class())
    assert form.is_valid(), (register.key, form.errors)
    return enter(register, form.values, user=user, office=office_of(register), resident=form.resident())


def sees(user: User, case: Case) -> bool:
    """Whether somebody finds a matter at all."""
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def signed_in(user: User) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    return client


def _typed(name: str, field: Any, user: User, mark: str) -> str:
    if isinstance(field, EntryField):
        row = entered(field.other, user, mark)
        return row.number if field.other.is_matter else f"#{row.pk}"
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.values_list("pk", flat=True).first() or "")
    if isinstance(field, forms.ChoiceField):
        return next((str(key) for key, _label in field.choices if key), "")
    return _words(name, field, mark)


def _words(name: str, field: Any, mark: str) -> str:
    soon = timezone.localtime() + dt.timedelta(days=20)
    if isinstance(field, forms.DateTimeField):
        return f"{soon:%Y-%m-%dT%H:%M}"
    if isinstance(field, forms.DateField):
        return f"{soon:%Y-%m-%d}"
    if isinstance(field, forms.TimeField):
        return "09:30"
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        return str(max(int(field.min_value or 0), 2))
    known = {"name": f"张{mark}三", "phone": "13800138000", "id_type": "", "id_number": ""}
    if name in known:
        return known[name]
    return f"{mark}字第一段\n第二段" if isinstance(field, LongText) else f"{mark}号记录"
