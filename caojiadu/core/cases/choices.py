"""What was chosen in a move, read back from the keys of its event: to whom, which office, which limit."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Self

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caojiadu.core.cases.models import Case, CaseEvent, Confidentiality
from caojiadu.core.cases.step_forms import form_class
from caojiadu.core.history import rows_named
from caojiadu.core.notices.texts import plain
from caojiadu.core.types import Json
from caojiadu.core.workflow import Workflow

SHOWN = (forms.ChoiceField, forms.DateField, forms.DateTimeField, forms.IntegerField, forms.DecimalField)
# What the other of two joined cases keeps of it.
JOINED = {
    "related": gettext_lazy("Linked with"),
    "repeat": gettext_lazy("Repeated by"),
    "merged": gettext_lazy("Merged into this one"),
    "split": gettext_lazy("Split off from this one"),
    "no_related": gettext_lazy("No longer linked with"),
    "no_repeat": gettext_lazy("No longer repeated by"),
    "no_merged": gettext_lazy("Handled on its own again"),
}


@dataclass
class Chosen:
    """The rows that the events of one case name, looked up in one query for each kind of row."""

    rows: dict[tuple[Any, int], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, flow: Workflow, events: list[CaseEvent]) -> Self:
        """Look up everything that these events name."""
        wanted: list[tuple[type[models.Model], int]] = [
            (Case, event.data["linked"]) for event in events if "joined" in event.data
        ]
        for event in events:
            for name, choice in _fields(flow, event).items():
                if model := _model_of(choice):
                    wanted += [(model, pk) for pk in _listed(event.data[name])]
        return cls(rows_named(wanted, _open_rows))

    def facts(self, flow: Workflow, event: CaseEvent) -> list[tuple[str, str]]:
        """What an event chose, each with the label of its field."""
        if "rung" in event.data:
            return [_limit_passed(flow, event)]
        if "joined" in event.data:
            other = self.rows.get((Case, event.data["linked"]))
            return [(str(JOINED[event.data["joined"]]), str(other))] if other else []
        found = [(choice.label, self._said(choice, event.data[name])) for name, choice in _fields(flow, event).items()]
        return [(str(label), said) for label, said in found if said]

    def _said(self, choice: forms.Field, value: Json) -> str:
        if model := _model_of(choice):
            rows = (self.rows.get((model, pk)) for pk in _listed(value))
            return "、".join(str(row) for row in rows if row is not None)
        choices: Any = getattr(choice, "choices", None)
        if choices is not None:
            return str({str(key): label for key, label in choices}.get(str(value), ""))
        return _moment(str(value)) if isinstance(choice, forms.DateTimeField) else plain(value)


def _fields(flow: Workflow, event: CaseEvent) -> dict[str, forms.Field]:
    """What the event keeps of the move's form: choices, days and numbers."""
    move = flow.transition(event.move)
    form = form_class(flow, move) if move else None
    known = form.base_fields if form else {}
    return {name: known[name] for name in event.data if isinstance(known.get(name), SHOWN)}


def _model_of(choice: forms.Field) -> type[models.Model] | None:
    """The model that a field chooses from; None where it chooses words."""
    return getattr(getattr(choice, "queryset", None), "model", None)


def _moment(value: str) -> str:
    return date_format(timezone.localtime(dt.datetime.fromisoformat(value)), "DATETIME_FORMAT")


def _open_rows(model: type[models.Model]) -> QuerySet[Any]:
    """The rows that may be named: of cases never a confidential one."""
    rows = model._default_manager.all()
    return rows.exclude(confidentiality=Confidentiality.SECRET) if model is Case else rows


def _listed(keys: Json) -> list[int]:
    return [int(str(key)) for key in (keys if isinstance(keys, list) else [keys])]


def _limit_passed(flow: Workflow, event: CaseEvent) -> tuple[str, str]:
    limit = flow.limit(event.data.get("limit", ""))
    days = int(event.data.get("days_late", 0))
    told = {"handler": _("handler"), "head": _("head"), "leader": _("leader"), "district": _("district")}
    late = ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
    who = _("told: %(who)s") % {"who": told.get(event.data["rung"], "")}
    return (str(limit.label) if limit else "", f"{late} · {who}")
