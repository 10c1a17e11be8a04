"""Handing the same matter to several offices at once: each gets a task, reads the matter, reports back, is urged."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.assign import ask_office
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.helping import helpers_of
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.models import OfficeTask
from caojiadu.core.registers.office_tasks import give_task
from caojiadu.core.registers.patterns.follow_up import TaskForm
from caojiadu.core.workflow import State, Text, Transition


class SeveralForm(TaskForm):
    """Which offices do what, by when: not after the day on which the matter itself is wanted, if it has one."""

    key_fields = ("offices", "wanted_on")
    field_order = ("offices", "task", "content", "wanted_on")
    office: Any = None
    offices = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Offices"),
        queryset=Office.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each gets a task of its own, reads this matter, and reports back."),
    )

    def initial_values(self) -> dict[str, Any]:
        return {"task": self.case.title, "wanted_on": getattr(self.case, "wanted_on", None)}

    def clean_wanted_on(self) -> dt.date:
        """No day that has passed, and none after the whole is due; where that day has passed already, any."""
        day = super().clean_wanted_on()
        last = getattr(self.case, "wanted_on", None)
        if last and day > last >= timezone.localdate():
            raise ValidationError(_("The whole is due before this day."))
        return day


def hand_out(
    matter: Matter, *states: State, label: Text = "", to: State | None = None, main: bool = False
) -> Transition:
    """Hand it out to one or several offices; again if need be."""
    return matter.step(
        "hand_out",
        label or gettext_lazy("Hand out to offices"),
        *states,
        to=to,
        form="caojiadu.core.registers.patterns.distribution.SeveralForm",
        effects=(_give_each,),
        main=main,
    )


def urge(matter: Matter, *states: State) -> Transition:
    """Urge every office that owes its report (催办)."""
    return matter.step(
        "urge",
        gettext_lazy("Urge the offices"),
        *states,
        asks=("note",),
        when=(_some_owe,),
        effects=(_urge_each,),
    )


def owed(case: Case) -> QuerySet[OfficeTask]:
    """The tasks handed out of a matter that nobody has reported done."""
    return OfficeTask.objects.filter(parent_id=case.pk, state__in=("task_given", "task_signed"))


def share(moving: Moving, office: Office) -> None:
    """Let an office read the matter, unless it does already."""
    if office.pk != moving.case.office_id and not helpers_of(moving.case).filter(office=office).exists():
        ask_office(moving, office)


def _give_each(moving: Moving) -> None:
    data = moving.data
    for office in data["offices"]:
        share(moving, office)
        give_task(
            moving,
            office=office,
            title=data["task"],
            content=data["content"],
            wanted_on=data["wanted_on"],
            source=f"{moving.case.number} {moving.case.title}",
        )


def _urge_each(moving: Moving) -> None:
    for task in owed(moving.case):
        move(case=task, key="task_urge", actor=moving.actor, data={"note": moving.data["note"]}, now=moving.now)


def _some_owe(moving: Moving) -> None:
    if not owed(moving.case).exists():
        raise Refused(_("No office owes a report."))
