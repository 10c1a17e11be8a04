"""What can be done to many matters at once: an act is one step of each kind, with its own rights and rules."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core import memory
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.colleagues import ColleagueField
from caojiadu.core.cases.errors import NotAllowed, Refused
from caojiadu.core.cases.forms import long_text
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.query import persons
from caojiadu.core.cases.step_forms import form_class
from caojiadu.core.desk import hooks
from caojiadu.core.desk.filters import colleagues
from caojiadu.core.organisation.models import Office
from caojiadu.core.workflow import By, Text, Transition, Workflow, all_workflows

ASSIGN, TRANSFER, NOTE = "assign", "transfer", "note"
Undoing = tuple[str, dict[str, Any]]  # the key of a step, and what is typed into its form


class AssignForm(forms.Form):
    """Who sees to them from now on."""

    handler = ColleagueField(label=gettext_lazy("Handler"))
    note = long_text(gettext_lazy("Note"), rows=2, required=False)

    def __init__(self, data: Any, user: Visitor) -> None:
        super().__init__(data)
        field = self.fields["handler"]
        assert isinstance(field, ColleagueField)
        field.offer(colleagues(user).order_by().values_list("pk", flat=True))


class TransferForm(forms.Form):
    """Which office should have them, and why."""

    office = forms.ModelChoiceField(label=gettext_lazy("Which office should take it"), queryset=Office.objects.all())
    reason = long_text(
        gettext_lazy("Why"), rows=3, help_text=gettext_lazy("The office that is asked reads it with every matter.")
    )

    def __init__(self, data: Any, user: Visitor) -> None:
        super().__init__(data)


class NoteForm(forms.Form):
    """One note for all of them."""

    note = long_text(
        gettext_lazy("Note"), rows=3, help_text=gettext_lazy("Only staff who work on this matter read it.")
    )

    def __init__(self, data: Any, user: Visitor) -> None:
        super().__init__(data)


@dataclass(frozen=True)
class Act:
    """One thing to do to many. `steps` are the steps of a kind that do it, `undo` how a matter goes back."""

    key: str
    label: Text
    icon: str
    form: Callable[..., forms.Form]
    steps: Callable[[Workflow], list[str]]
    undo: Callable[[Case, str, dict[str, Any]], Undoing]


def _assigned_before(case: Case, _step: str, before: dict[str, Any]) -> Undoing:
    if before["handler"] is None:
        raise Refused(_("Nobody had it before: give it to somebody else instead."))
    return ASSIGN, {"handler": before["handler"], "note": _("Assigned by mistake.")}


def _transferred_back(case: Case, step: str, before: dict[str, Any]) -> Undoing:
    back = dict(hooks.transfers(case.kind) or [])[step]
    return back, {"office": before["office"], "reason": _("Passed on by mistake.")}


def _note_stays(_case: Case, _step: str, _before: dict[str, Any]) -> Undoing:
    raise Refused(_("A note stays where it was written."))


ACTS = (
    Act(ASSIGN, gettext_lazy("Assign"), "person", AssignForm, lambda flow: [ASSIGN], _assigned_before),
    Act(
        TRANSFER,
        gettext_lazy("Pass on"),
        "arrow-right",
        TransferForm,
        lambda flow: [key for key, _back in hooks.transfers(flow.key) or []],
        _transferred_back,
    ),
    Act(NOTE, gettext_lazy("Add a note"), "pencil", NoteForm, lambda flow: [NOTE], _note_stays),
)


def acts_of(user: Any) -> list[Act]:
    """What somebody's permissions give them a step for, of any kind at all: each matter's step is asked itself."""
    return memory.kept(("acts", user.pk), lambda: _able(user), minutely=True)


def _able(user: Any) -> list[Act]:
    permissions = {name for one in persons(user) for name in one.get_all_permissions()}
    return [act for act in ACTS if any(step.needs in permissions for step in _steps_of(act))]


def find_act(user: Any, key: str) -> Act | None:
    """The act asked for, where it is one of theirs."""
    return next((act for act in acts_of(user) if act.key == key), None)


def step_of(act: Act, case: Case, user: User) -> Transition:
    """The step by which a person does an act to a matter. Raises NotAllowed, or Refused where there is none."""
    flow = case.workflow
    if flow.secret:
        raise Refused(_("A confidential report is worked on by itself, not with others."))
    steps = [step for key in act.steps(flow) if (step := flow.transition(key)) is not None and step.by == By.STAFF]
    if not steps:
        raise Refused(_("This kind of matter has no such step."))
    actor = Actor.staff(user)
    mine = [step for step in steps if may_move(actor, step, case)]
    if not mine:
        raise NotAllowed(_("This step is not yours to take."))
    here = [step for step in mine if case.state in {source.key for source in step.sources}]
    if not here:
        raise Refused(_("Not possible while it is “%(state)s”.") % {"state": flow.states[case.state].label})
    return here[0]


def typed_for(step: Transition, case: Case, user: User, typed: dict[str, Any]) -> dict[str, Any]:
    """What goes into a step's form: what its page would begin with, and over it what was typed for all."""
    kind = form_class(case.workflow, step)
    if kind is None:
        return typed
    begins = kind(case=case, actor=Actor.staff(user)).initial
    return {name: value for name, value in begins.items() if value is not None} | typed


def _steps_of(act: Act) -> list[Transition]:
    found = ((flow.transition(key) for key in act.steps(flow)) for flow in all_workflows() if not flow.secret)
    return [step for steps in found for step in steps if step is not None and step.by == By.STAFF]
