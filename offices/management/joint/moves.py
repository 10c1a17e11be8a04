"""Calling offices and bodies to a joint meeting, and telling the order or grid case that it is about."""

from contextlib import suppress
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.forms import MoveForm
from caojiadu.core.cases.helping import helpers_of
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.panels import Panel
from caojiadu.core.desk.steps import not_now
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.patterns.distribution import share
from offices.management.models import ManagementMeeting, Resource

CALL, HELD = "call_meeting", "meeting_held"


class InviteForm(MoveForm):
    """Who is called to the meeting."""

    bodies = forms.ModelMultipleChoiceField(
        label=_("Branches, departments, companies"),
        queryset=Resource.objects.filter(ended_on=None).order_by("title", "pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They have no account here: they are invited by telephone or on paper."),
    )
    offices = forms.ModelMultipleChoiceField(
        label=_("Offices"),
        queryset=Office.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their heads are told, and read the minutes."),
    )

    def initial_values(self) -> dict[str, Any]:
        helping = helpers_of(self.case).filter(office__isnull=False).values_list("office_id", flat=True)
        return {"bodies": list(self.case.bodies.all()), "offices": list(helping)}


def invite(moving: Moving) -> None:
    """Keep who is called; offices read the meeting from now on."""
    moving.case.bodies.set(moving.data["bodies"])
    for office in moving.data["offices"]:
        share(moving, office)


def called_from(moving: Moving) -> None:
    """The order or case that a meeting is about notes it: its own rules say who calls one, and when."""
    if (about := moving.case.about) is not None:
        move(case=about, key=CALL, actor=moving.actor, extra={"called": True}, now=moving.now)
        moving.change(parent_id=about.pk)


def dealt_with(moving: Moving) -> None:
    """The meeting took place: its matter waits for none any more. One that has moved on meanwhile keeps still."""
    if moving.case.about is not None:
        with suppress(MoveError):
            move(
                case=moving.case.about,
                key=HELD,
                actor=Actor.timer(),
                extra={"meeting": moving.case.pk},
                now=moving.now,
            )


def door(case: Case, user: Visitor) -> str:
    """Where somebody calls a meeting about a matter that no office takes; empty for whoever may not, or not now."""
    step = case.workflow.transition(CALL)
    if step is None or all(state.key != case.state for state in step.sources):
        return ""
    actor = Actor.staff(user)
    if not may_move(actor, step, case) or not_now(case, step, actor) is not None:
        return ""
    named = "order" if case.kind == "hotline_order" else "grid_case"
    return f"{reverse('registers:new', args=['management', 'joint-meetings'])}?{named}={case.pk}&ground=returned"


@provide("panels.management_meeting")
def panels(found: ManagementMeeting, _user: Visitor) -> list[Panel]:
    """Who is called to it."""
    offices = [row.office for row in helpers_of(found) if row.office]
    context = {"bodies": list(found.bodies.all()), "offices": offices}
    return [Panel("offices/management/meeting_called.html", context)] if any(context.values()) else []
