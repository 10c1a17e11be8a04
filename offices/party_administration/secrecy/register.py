"""Secrecy (A3): training and checks until shortcomings are gone, and the count of secret papers."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.models import SecrecyWork

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.SecrecyWork")
PLANNED = State("secrecy_planned", _("Planned"))
TO_RIGHT = State("secrecy_to_right", _("Shortcomings to be put right"), tone="soon")
RIGHTED = State("secrecy_righted", _("Reported put right, to be looked at"))
DONE = State("secrecy_done", _("Carried out as planned"), final=True, tone="done")
GONE = State("secrecy_gone", _("Shortcomings gone"), final=True, tone="done")
DROPPED = State("secrecy_dropped", _("Not carried out"), final=True, tone="done")


def is_check(moving: Moving) -> None:
    """A guard: a training finds no shortcomings."""
    if moving.case.sort == SecrecyWork.Sort.TRAINING:
        raise Refused(gettext("Only a check finds shortcomings."))


register(
    Workflow(
        key="secrecy_work",
        label=_("Secrecy work"),
        model=MATTER.model,
        function="A3",
        initial=PLANNED,
        series="BM",
        open_told=_("Planned"),
        transitions=(
            MATTER.step(
                "secrecy_carry_out",
                _("Carried out, nothing to put right"),
                PLANNED,
                to=DONE,
                fields=("attended", "gist"),
                main=True,
            ),
            MATTER.step(
                "secrecy_find",
                _("Carried out, shortcomings found"),
                PLANNED,
                to=TO_RIGHT,
                fields=("attended", "shortcomings", "right_by"),
                when=(is_check,),
            ),
            MATTER.step(
                "secrecy_right", _("Report it put right"), TO_RIGHT, to=RIGHTED, fields=("put_right",), main=True
            ),
            MATTER.step(
                "secrecy_gone",
                _("Looked at: gone"),
                RIGHTED,
                to=GONE,
                by=MATTER.head_or_leader,
                guards=(steps.not_by_whoever_made("secrecy_right"),),
                asks=("seen",),
                main=True,
            ),
            MATTER.step(
                "secrecy_not_gone",
                _("Looked at: not gone"),
                RIGHTED,
                to=TO_RIGHT,
                by=MATTER.head,
                fields=("right_by",),
                asks=("reason",),
            ),
            MATTER.step("secrecy_move", _("Change the planned day"), PLANNED, fields=("planned_on",), asks=("reason",)),
            MATTER.end("secrecy_drop", _("Drop it"), PLANNED, to=DROPPED),
            *MATTER.usual(PLANNED, TO_RIGHT, RIGHTED, with_papers=False),
        ),
        limits=(
            on_day(
                "planned",
                _("Planned day"),
                "planned_on",
                _("The office's own plan"),
                starts=(OPEN,),
                met_by=("secrecy_carry_out", "secrecy_find"),
                warn=(7, 2),
            ),
            on_day(
                "right",
                _("Put right"),
                "right_by",
                _("The day set at the check"),
                starts=("secrecy_find",),
                met_by=("secrecy_right",),
                warn=(7, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="secrecy-work",
        label=_("Secrecy training and checks"),
        singular=_("Training or check"),
        model=MATTER.model,
        function="A3",
        title=_("Name of the training or check"),
        fields=("title", "sort", "scope", "planned_on"),
        columns=("sort", "planned_on", "right_by"),
        filters=("sort",),
        hint=_("What is planned, what was done, and what has still to be put right. Nothing that is itself secret."),
    )
)
declare(
    Register(
        key="secret-paper-counts",
        label=_("Counts of secret papers"),
        singular=_("Count of secret papers"),
        model=f"{LABEL}.SecrecyTally",
        function="A3",
        title=_("Period counted"),
        fields=("title", "until", "brought_over", "came_in", "given_back", "destroyed", "trained", "incidents"),
        columns=("until", "came_in", "given_back"),
        reminders=(Reminder("count", _("Next count owed"), "until", months=3, lead=14, article=OWN_NORM),),
        sensitive=True,
        hint=_("Numbers only, from the paper register of the confidential post: no titles, senders or names."),
    )
)
for _key, _label, _month, _day in (
    ("secrecy-training", _("Hold the yearly secrecy training"), 6, 30),
    ("secrecy-check", _("Hold the yearly secrecy check"), 11, 15),
):
    declare_duty(Duty(_key, _label, "A3", _month, _day, OWN_NORM))
