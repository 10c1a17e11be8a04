"""Secrecy (A3): training and checks until shortcomings are gone, and the count of secret papers."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, on_day
from caojiadu.core.workflow import State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.models import SecrecyWork

LABEL = "office_party_administration"
HANDLE, CLOSE = f"{LABEL}.handle_secrecywork", f"{LABEL}.close_secrecywork"
PLANNED = State("secrecy_planned", _("Planned"))
TO_RIGHT = State("secrecy_to_right", _("Shortcomings to be put right"), tone="soon")
RIGHTED = State("secrecy_righted", _("Reported put right, to be looked at"))
DONE = State("secrecy_done", _("Carried out as planned"), final=True, tone="done")
GONE = State("secrecy_gone", _("Shortcomings gone"), final=True, tone="done")
DROPPED = State("secrecy_dropped", _("Not carried out"), final=True, tone="done")
STAFF = {"needs": HANDLE, "who": (Who.LEAD,)}
HEAD = {"needs": CLOSE, "who": (Who.HEAD,)}


def is_check(moving: Moving) -> None:
    """A guard: a training finds no shortcomings."""
    if moving.case.sort == SecrecyWork.Sort.TRAINING:
        raise Refused(gettext("Only a check finds shortcomings."))


register(
    Workflow(
        key="secrecy_work",
        label=_("Secrecy work"),
        model=f"{LABEL}.SecrecyWork",
        function="A3",
        initial=PLANNED,
        series="BM",
        open_told=_("Planned"),
        transitions=(
            Transition(
                "secrecy_carry_out",
                _("Carried out, nothing to put right"),
                (PLANNED,),
                DONE,
                **STAFF,
                fields=("attended", "gist"),
                main=True,
            ),
            Transition(
                "secrecy_find",
                _("Carried out, shortcomings found"),
                (PLANNED,),
                TO_RIGHT,
                **STAFF,
                fields=("attended", "shortcomings", "right_by"),
                when=(is_check,),
            ),
            Transition(
                "secrecy_right",
                _("Report it put right"),
                (TO_RIGHT,),
                RIGHTED,
                **STAFF,
                fields=("put_right",),
                main=True,
            ),
            Transition(
                "secrecy_gone",
                _("Looked at: gone"),
                (RIGHTED,),
                GONE,
                **steps.head_or_leader(CLOSE),
                guards=(steps.not_by_whoever_made("secrecy_right"),),
                asks=("seen",),
                main=True,
            ),
            Transition(
                "secrecy_not_gone",
                _("Looked at: not gone"),
                (RIGHTED,),
                TO_RIGHT,
                **HEAD,
                fields=("right_by",),
                asks=("reason",),
            ),
            Transition(
                "secrecy_move",
                _("Change the planned day"),
                (PLANNED,),
                **STAFF,
                fields=("planned_on",),
                asks=("reason",),
            ),
            Transition("secrecy_drop", _("Drop it"), (PLANNED,), DROPPED, **HEAD, asks=("reason",), danger=True),
            *steps.usual(HANDLE, PLANNED, TO_RIGHT, RIGHTED, with_papers=False),
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
        one=_("Training or check"),
        model=f"{LABEL}.SecrecyWork",
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
        one=_("Count of secret papers"),
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
