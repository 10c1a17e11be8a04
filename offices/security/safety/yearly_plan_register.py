"""The yearly plan of inspections (E1): approved, carried out round by round, reviewed with what was found."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import DayField, MoveForm
from caojiadu.core.cases.moves import Moving, open_case
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from offices.security.safety.models import Inspection, Site

MATTER = Matter("office_security.InspectionPlan")
MOST = 200  # inspections that one round opens
DRAFTED = State("safetyplan_drafted", _("Plan of inspections drafted"))
RUNNING = State("safetyplan_running", _("Approved, being carried out"))
REVIEWED = State("safetyplan_reviewed", _("Year reviewed"), final=True, tone="done")


class RoundForm(MoveForm):
    """Which places are looked at, by when."""

    key_fields = ("risk", "planned_on")

    risk = forms.ChoiceField(label=_("Places of this risk"), choices=Site.Risk.choices, widget=forms.RadioSelect)
    planned_on = DayField(label=_("To be inspected by"))

    def clean_planned_on(self) -> dt.date:
        """Nobody can look at a place by a day that has passed."""
        day: dt.date = self.cleaned_data["planned_on"]
        if day < timezone.localdate():
            raise ValidationError(gettext("This day has passed."))
        return day


def reckon(moving: Moving) -> None:
    """Note how many inspections the plan makes, with the places there are now."""
    plan, sites = moving.case, Site.objects.filter(ended_on=None)
    times = {Site.Risk.HIGH: plan.high_times, Site.Risk.MIDDLE: plan.middle_times, Site.Risk.LOW: plan.low_times}
    moving.change(wanted=sum(sites.filter(risk=risk).count() * often for risk, often in times.items()))


def waiting(moving: Moving) -> QuerySet[Site]:
    """The places of that risk, or of any, that have no inspection open; longest not looked at first."""
    risk = {"risk": moving.data["risk"]} if "risk" in moving.data else {}
    places = Site.objects.filter(ended_on=None, **risk)
    being_looked_at = Inspection.objects.filter(closed_at=None).values("site")
    return places.exclude(pk__in=being_looked_at).order_by("inspected_on", "pk")


def some_wait(moving: Moving) -> None:
    """A guard: a round has something to look at."""
    if not waiting(moving).exists():
        raise Refused(gettext("Every place of this risk has an inspection open already, or there is none."))


def open_round(moving: Moving) -> None:
    """Open an inspection of each of these places."""
    for site in waiting(moving)[:MOST]:
        open_case(
            kind="inspection",
            actor=moving.actor,
            office=moving.case.office,
            function=moving.case.function,
            title=moving.case.title,
            channel="staff",
            site=site,
            neighbourhood=site.neighbourhood,
            planned_on=moving.data["planned_on"],
            round=moving.case,
            search_text=site.title,
        )


def sum_up(moving: Moving) -> None:
    """Note how many were held, and how many hazards they found."""
    held = moving.case.inspections.exclude(state__in=("inspection_planned", "inspection_off"))
    moving.change(held=held.count(), hazards=held.exclude(state="inspection_clean").count())


register(
    Workflow(
        key="inspection_plan",
        label=_("Plan of inspections"),
        model=MATTER.model,
        function="E1",
        initial=DRAFTED,
        series="AJ",
        open_told=_("Drafted"),
        transitions=(
            MATTER.assign(DRAFTED, RUNNING),
            MATTER.step(
                "safetyplan_edit",
                _("Change the plan of inspections"),
                DRAFTED,
                fields=("focus", "high_times", "middle_times", "low_times"),
            ),
            MATTER.step(
                "safetyplan_approve", _("Approve"), DRAFTED, to=RUNNING, by=MATTER.head, effects=(reckon,), main=True
            ),
            MATTER.step(
                "safetyplan_round",
                _("Open a round of inspections"),
                RUNNING,
                form="offices.security.safety.yearly_plan_register.RoundForm",
                guards=(some_wait,),
                effects=(open_round,),
                main=True,
                hint=_("One inspection for each place of that risk that has none open."),
            ),
            MATTER.step(
                "safetyplan_review",
                _("Review the year"),
                RUNNING,
                to=REVIEWED,
                by=MATTER.head,
                fields=("outcome",),
                effects=(sum_up,),
            ),
            MATTER.papers(DRAFTED, RUNNING),
            MATTER.note(DRAFTED, RUNNING),
            MATTER.late(RUNNING),
        ),
        limits=(
            on_day(
                "review",
                _("Review of the year"),
                "ends_on",
                _("The office's own plan"),
                starts=("safetyplan_approve",),
                met_by=("safetyplan_review",),
                warn=(30, 7),
            ),
        ),
    )
)
declare(
    Register(
        key="inspection-plans",
        label=_("Plans of inspections"),
        singular=_("Plan of inspections"),
        model=MATTER.model,
        function="E1",
        title=_("Name of the plan of inspections"),
        fields=("title", "year", "focus", "high_times", "middle_times", "low_times", "ends_on"),
        columns=("year", "wanted", "held", "hazards"),
        hint=_("How often places of each risk are looked at in a year, round by round."),
    )
)
declare_duty(Duty("inspection_plan", _("Set the year's plan of inspections"), "E1", 1, 31, OWN_NORM))
