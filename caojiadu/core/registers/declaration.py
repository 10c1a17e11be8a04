"""How an office declares its registers.

A register is the list that one function of an office keeps. Its model is either a `Record` (people, bodies, places,
stocks, anything kept up to date) or a kind of `Case` (anything that is worked on from its opening to its end by moves);
the pages, the search, the history, sheets, permissions and tests are the same for all of them.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeAlias

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.text import capfirst

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record, ReminderRule
from caojiadu.core.types import NamedModel
from caojiadu.core.workflow import State, Text, Workflow, all_workflows
from caojiadu.core.workflow import register as register_workflow

# What follows a change of a record: the record as it stands, and who did it.
Follow: TypeAlias = "Callable[[Any, Visitor | None], None]"


@dataclass(frozen=True)
class Reminder:
    """A date that comes from a date of the record."""

    key: str
    label: Text
    # The date from which it comes: so many months and calendar days after it, before it if negative.
    field: str
    months: int = 0
    days: int = 0
    # How many calendar days before it is told; it is told on the day as well.
    lead: int = 30
    # The law, or whose norm it is; what is `legal` no administrator changes.
    article: Text = ""
    legal: bool = False
    # A date of the record: once it is there, nothing is told any more.
    until_done: str = ""
    # A field and the values it has in the entries that have this date; other entries have none.
    where: tuple[str, *tuple[str | int, ...]] | tuple[()] = ()

    def concerns(self, record: Record) -> bool:
        """Whether an entry has this date at all."""
        return not self.where or getattr(record, self.where[0]) in self.where[1:]

    def rule(self, register: str) -> ReminderRule:
        """An unsaved rule with the declared values, in the portal's first language whoever asks."""
        with translation.override(settings.LANGUAGE_CODE):
            return ReminderRule(
                register=register,
                key=self.key,
                label=str(self.label),
                months=self.months,
                days=self.days,
                lead=self.lead,
                legal=self.legal,
                article=str(self.article),
            )


@dataclass(frozen=True)
class OnlineApplication:
    """What residents fill in who apply on the portal for what a register keeps."""

    # The fields that they fill in; without any, nobody applies.
    fields: tuple[str, ...] = ()
    # The date of receipt, set to the day on which it arrives; empty where the register keeps none.
    received: str = "received_on"
    # Those of the fields that are ticked apart, as separate consent (Personal Information Protection Law, art. 29).
    consents: tuple[str, ...] = ()
    # Where one register keeps the applications for several services: the field that says for which.
    service: str = ""
    # Fields that are asked for some services only, each with the values of `service` for which it is.
    only_for: tuple[tuple[str, ...], ...] = ()

    def asked_for(self, value: str) -> tuple[str, ...]:
        """What an applicant fills in for the service that is kept under this value of `service`."""
        not_asked = {name for name, *values in self.only_for if value not in values}
        return tuple(name for name in self.fields if name not in not_asked)

    def service_of(self, matter: Case) -> str:
        """For which service a matter was applied for; empty where the register keeps one only."""
        return getattr(matter, self.service) if self.service else ""


@dataclass(frozen=True)
class Register:
    """One list: what it is called, whose model it keeps, what is asked for and what a line shows."""

    # Its part of the address, such as "sites".
    key: str
    # What the list is called, and what one entry of it is.
    label: Text
    singular: Text
    # The model, as "app.Model": a `Record`, or a `Case` with its workflow.
    model: str
    # The function of the official list that keeps it; "x0": every office keeps one for itself.
    function: str
    # What is asked for when something is entered; "title" among it.
    fields: tuple[str, ...]
    # What the first line of an entry is called.
    title: Text
    # What stands in the list beside the title; without it the first three of `fields`.
    columns: tuple[str, ...] = ()
    # What narrows the list: each an indexed column.
    filters: tuple[str, ...] = ()
    # The dates of a record that are told ahead; matters have limits instead.
    reminders: tuple[Reminder, ...] = ()
    # A sentence above the list: what it is for.
    hint: Text = ""
    # The columns that anybody may read of entries that were published; without them nothing is.
    public: tuple[str, ...] = ()
    # The states in which matters are public; a step leads there after somebody else's secrecy review.
    shown_in: tuple[State, ...] = ()
    # A date of the matter: it is public only while this is there (see `Matter.publish` and `Matter.take_off`).
    shown_since: str = ""
    # Whether name, phone and paper of a resident are asked for.
    person: bool = False
    # Open to the office's head and to keepers whom the head names only; a matter to its handler, the head and the
    # leaders (`restricted` in its workflow).
    sensitive: bool = False
    # The key of another sensitive register, whose keepers keep this one too: visits belong to whoever keeps the files.
    keepers_of: str = ""
    # Never shown together with what other offices know of the same person; of matters the workflow says so.
    isolated: bool = False
    # Any member of staff may enter such a matter, for an office (its field `asked_by`), which sees it then.
    asked_by_all: bool = False
    # Two numbers of a record, how much there is and how much there should be at least: what has less is flagged.
    stock: tuple[str, str] | None = None
    # What residents fill in who apply for it on the portal.
    online: OnlineApplication = OnlineApplication()
    # What residents fill in who book it on the portal.
    booking_fields: tuple[str, ...] = ()
    # Fields shown empty when an entry is corrected: what stands there stays unless something new is given.
    empty_on_edit: tuple[str, ...] = ()
    # Called with each record that was entered, corrected, ended or taken up again, and who did it, in the same
    # transaction; with what stood there before as well, where it belongs to another entry now.
    on_change: tuple[Follow, ...] = ()
    # The path of a form that is laid over those with which an entry is corrected or ended, and asks more there.
    edit_form: str = ""

    @cached_property
    def model_class(self) -> NamedModel:
        return apps.get_model(self.model)

    @cached_property
    def is_matter(self) -> bool:
        """Whether its entries are matters with moves, and not plain records."""
        return issubclass(self.model_class, Case)

    @cached_property
    def workflow(self) -> Workflow | None:
        """The workflow that its matters follow."""
        return next((flow for flow in all_workflows() if flow.model == self.model), None) if self.is_matter else None

    @cached_property
    def has_keepers(self) -> bool:
        """Whether its head names who may open it; a sensitive matter is open to whoever handles it instead."""
        return self.sensitive and not self.is_matter

    @property
    def keepers_in(self) -> str:
        """The key of the register whose keepers keep it."""
        return self.keepers_of or self.key

    @cached_property
    def everywhere(self) -> bool:
        """Whether every office keeps one for itself."""
        return self.function == "x0"

    @property
    def shown(self) -> tuple[str, ...]:
        """What stands in the list beside the title."""
        return self.columns or tuple(name for name in self.fields if name != "title")[:3]

    @property
    def facts(self) -> tuple[str, ...]:
        """What stands on the page of a record: what was asked for, and what else a line shows."""
        return tuple(name for name in dict.fromkeys((*self.fields, *self.columns)) if name != "title")

    def is_short(self, row: Record) -> bool:
        """Whether less of it is there than there should be at least."""
        if self.stock is None or row.ended_on:
            return False
        there, least = (getattr(row, name) for name in self.stock)
        return there is not None and least is not None and there < least

    def permission(self, action: str) -> str:
        """The permission to view, add or change its entries."""
        meta = self.model_class._meta
        return f"{meta.app_label}.{action}_{meta.model_name}"

    def label_of(self, name: str) -> Text:
        """What a field is called here."""
        return self.title if name == "title" else capfirst(self.model_class._meta.get_field(name).verbose_name)

    def parents(self) -> Iterator[tuple[str, "Register"]]:
        """The fields with which its entries belong to entries of other registers, typed or set by a move."""
        for field in self.model_class._meta.local_fields:
            found = by_model(field.related_model) if field.related_model and not field.primary_key else None
            if found:
                yield field.name, found

    def children(self) -> list[tuple[str, "Register"]]:
        """The registers whose entries belong to entries of this one, each with the field that says so."""
        return _children().get(self.key, [])


_declared: dict[str, Register] = {}


def declare(register: Register) -> Register:
    """Add a register to the house. Raises ValueError for a key that is taken."""
    if register.key in _declared:
        raise ValueError(f"two registers are called {register.key}")
    _declared[register.key] = register
    _by_label.cache_clear()
    _children.cache_clear()
    _ordered.cache_clear()
    return register


def declare_matter(flow: Workflow, *, key: str, label: Text, **options: Any) -> Register:
    """Add a kind of matter to the house, and the register that keeps its matters: what the two share is said once."""
    register_workflow(flow)
    return declare(
        Register(key=key, label=label, singular=flow.label, model=flow.model, function=flow.function, **options)
    )


def find(key: str) -> Register | None:
    """The register of a key."""
    return _declared.get(key)


def all_registers() -> list[Register]:
    """Every register, by function, in the order of declaration; those that every office keeps come first."""
    return list(_ordered())


@cache
def _ordered() -> list[Register]:
    return sorted(_declared.values(), key=lambda one: (not one.everywhere, one.function[0], int(one.function[1:])))


def registers_of(functions: set[str]) -> list[Register]:
    """The registers of some functions."""
    return [one for one in all_registers() if one.everywhere or one.function in functions]


def asked_by_all() -> list[Register]:
    """The registers in which any office may ask for something."""
    return [one for one in all_registers() if one.asked_by_all]


def by_model(model: type[models.Model]) -> Register | None:
    """The register that keeps a model."""
    return _by_label().get(model._meta.label)


# Asked some hundred times for each page of the desk.
@cache
def _by_label() -> dict[str, Register]:
    return {one.model: one for one in reversed(_declared.values())}


@cache
def _children() -> dict[str, list[tuple[str, Register]]]:
    found: dict[str, list[tuple[str, Register]]] = {}
    for other in all_registers():
        for name, parent in other.parents():
            found.setdefault(parent.key, []).append((name, other))
    return found


def months_after(start: dt.date, months: int) -> dt.date:
    """The same day some months later; the last one of the month where it has no such day (Civil Code, art. 202)."""
    day = start.date() if isinstance(start, dt.datetime) else start
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
