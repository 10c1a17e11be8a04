"""What is decided is followed up: tasks of offices, each with its last day, that their matter waits for."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import DayField, MoveForm, Words, long_text
from caojiadu.core.cases.memo import known
from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.relations import CHILD_ENDED
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.office_tasks import give_task
from caojiadu.core.workflow import By, Notify, State, Transition

register_template(
    "task_came_back",
    title=("交办任务已办结：{number}", "A task handed out is done: {number}"),
    body=(
        "由该事项交办的一项任务已办结并核实：{number}",
        "A task handed out of this matter is done and verified: {number}",
    ),
)


class TaskForm(MoveForm):
    """Which office does what, by when."""

    key_fields = ("office", "wanted_on")

    office = forms.ModelChoiceField(queryset=Office.objects.all(), label=gettext_lazy("Office"), empty_label="—")
    task = Words(label=gettext_lazy("Task"), max_length=120)
    content = long_text(gettext_lazy("What is to be done"))
    wanted_on = DayField(label=gettext_lazy("To be done by"))

    def clean_wanted_on(self) -> dt.date:
        """Nobody can do something by a day that has passed."""
        day: dt.date = self.cleaned_data["wanted_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day


def hand_out(matter: Matter, *states: State, main: bool = False) -> Transition:
    """One decision becomes the task of one office; made again for each further one."""
    return matter.step(
        "hand_out",
        gettext_lazy("Hand out a task"),
        *states,
        form="caojiadu.core.registers.patterns.follow_up.TaskForm",
        effects=(_give,),
        hint=gettext_lazy("The office signs for it, does it by its day, and this office verifies it."),
        main=main,
    )


def task_ended(*states: State) -> Transition:
    """A task that came of this matter was verified: its history says so, handler and head hear of it."""
    told = (Notify("handler", "task_came_back"), Notify("head", "task_came_back"))
    return Transition(CHILD_ENDED, gettext_lazy("A task was verified"), states, by=By.TIMER, notify=told)


def tasks_done(moving: Moving) -> None:
    """A guard: whatever was opened out of this matter has ended."""
    waiting = Case.objects.filter(parent_id=moving.case.pk, closed_at=None).count()
    if waiting:
        raise Refused(
            ngettext("%(n)d task is not done yet.", "%(n)d tasks are not done yet.", waiting) % {"n": waiting}
        )


@provide("case_panels")
def given_back(case: Case, user: Visitor) -> list[Panel]:
    """On the page of what tasks come from: which of them an office gave back, why, and where each went instead."""
    if case.workflow.transition(CHILD_ENDED) is None:
        return []
    tasks = known(case, Case.objects.visible_to(user).filter(parent_id=case.pk, kind="office_task"))
    moves = ("task_return", "task_hand_on", "task_insist")
    events = list(CaseEvent.objects.filter(case__in=tasks, move__in=moves).select_related("case", "words"))
    offices = Office.objects.in_bulk({key for one in events for key in (one.actor_office_id, one.data.get("office"))})
    return [Panel("registers/given_back.html", {"lines": [_line(one, offices) for one in events]})] if events else []


def _line(event: CaseEvent, offices: dict[int, Office]) -> dict[str, Any]:
    step = event.case.workflow.transition(event.move)
    words = event.words.text if hasattr(event, "words") else {}
    return {
        "event": event,
        "label": step.label if step else event.move,
        "by": offices.get(event.actor_office_id or 0),
        "to": offices.get(event.data.get("office", 0)),
        "words": words.get("reason") or words.get("note", ""),
    }


def _give(moving: Moving) -> None:
    data = moving.data
    give_task(
        moving,
        office=data["office"],
        title=data["task"],
        content=data["content"],
        wanted_on=data["wanted_on"],
        source=f"{moving.case.number} {moving.case.title}",
    )
