"""Headcount plans: drafted with their seats, approved, followed until their last year is over (G7)."""

from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.human_resources.headcount import models

DRAFT = State(models.DRAFT, _("Plan in draft"))
SUBMITTED = State("headcount_submitted", _("Plan to be approved"), tone="soon")
TRACKED = State("headcount_tracked", _("Plan approved, followed"))
CLOSED = State("headcount_closed", _("Plan closed"), final=True, tone="done")
DROPPED = State("headcount_dropped", _("Plan dropped"), final=True, tone="done")
MATTER = Matter("office_human_resources.HeadcountPlan")


def has_seats(moving: Moving) -> None:
    """A guard: a plan without seats says nothing."""
    if not moving.case.seats.filter(ended_on=None).exists():
        raise Refused(gettext("Enter the seats of this plan first."))


def keep_settled(row: Any, _user: Visitor | None) -> None:
    """Whatever is done to seats is done while their plan is a draft: also ending them, and taking them up again."""
    if row.plan.state != DRAFT.key:
        raise Refused(gettext("This plan is no draft any more."))


register(
    Workflow(
        key="headcount_plan",
        label=_("Headcount plan"),
        model=MATTER.model,
        function="G7",
        initial=DRAFT,
        series="BZ",
        open_told=_("Plan begun"),
        transitions=(
            MATTER.step(
                "headcount_submit",
                _("Submit the plan"),
                DRAFT,
                to=SUBMITTED,
                when=(has_seats,),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.decide(
                "headcount_approve",
                _("Approve the plan"),
                SUBMITTED,
                to=TRACKED,
                fields=("approval", "look_on"),
                not_by=("headcount_submit",),
                main=True,
            ),
            MATTER.step(
                "headcount_return",
                _("Send the plan back"),
                SUBMITTED,
                to=DRAFT,
                by=MATTER.head_or_leader,
                asks=("reason",),
            ),
            MATTER.step(
                "headcount_look",
                _("Note what was filled"),
                TRACKED,
                fields=("progress", "look_on"),
                effects=(steps.count("looks"),),
                main=True,
            ),
            MATTER.step(
                "headcount_close", _("Close the plan"), TRACKED, to=CLOSED, by=MATTER.head, fields=("outcome",)
            ),
            MATTER.end("headcount_drop", _("Drop the plan"), DRAFT, SUBMITTED, to=DROPPED),
            *MATTER.usual(DRAFT, SUBMITTED, TRACKED),
        ),
        limits=(
            norm("submit", _("Plan submitted"), 30, starts=(OPEN,), met_by=("headcount_submit", "headcount_drop")),
            norm(
                "approve",
                _("Plan decided"),
                10,
                starts=("headcount_submit",),
                met_by=("headcount_approve", "headcount_return", "headcount_drop"),
                working=True,
            ),
            on_day(
                "look",
                _("Next look at the plan"),
                "look_on",
                OWN_NORM,
                starts=("headcount_approve", "headcount_look"),
                met_by=("headcount_look", "headcount_close"),
            ),
        ),
    )
)
declare(
    Register(
        key="headcount-plans",
        label=_("Headcount plans"),
        singular=_("Headcount plan"),
        model=MATTER.model,
        function="G7",
        title=pgettext_lazy("headcount plans", "Name of the plan"),
        fields=("title", "span", "first_year", "grounds"),
        columns=("span", "first_year", "approval", "look_on"),
        hint=_("Yearly and every five years: seats of each group, who is in post, who retires, what is missing."),
    )
)
declare(
    Register(
        key="headcount-seats",
        label=_("Seats of headcount plans"),
        singular=_("Seats of a headcount plan"),
        model="office_human_resources.HeadcountSeats",
        function="G7",
        title=_("Kind of post"),
        fields=("title", "plan", "group", "seats", "recruit", "skills"),
        columns=("plan", "group", "seats", "recruit"),
        filters=("plan", "group"),
        on_change=(keep_settled,),
        hint=_("Entered while the plan is a draft."),
    )
)
declare_duty(Duty("headcount-plan", _("Draft the headcount plan of the coming year"), "G7", 11, 30, OWN_NORM))
