"""Delegates of the Party congress and their receptions (B12)."""

from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.patterns import distribution, follow_up
from caojiadu.core.registers.patterns.kinds import Kind, states_of
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.models.delegates import Appraisal, not_yet_satisfied
from offices.party_building.shared import LABEL

KIND = Kind(f"{LABEL}.DelegateReception")
AT = SimpleNamespace(
    **states_of(
        "reception",
        {
            "planned": _("Planned, to be announced"),
            "announced": _("Announced, people sign up"),
            "listed": _("List closed, reception to be held"),
            "met": _("Held, opinions to be handed out"),
            "assigned": _("Opinions handed out"),
            "answered": _("Answered, to be appraised"),
            "appraised": _("Appraised by the delegate"),
            "cancelled": _("Reception called off"),
        },
        rests=("appraised", "cancelled"),
        soon=("met",),
    )
)
RUNNING = (AT.planned, AT.announced, AT.listed, AT.met, AT.assigned, AT.answered)


def day_is_here(moving: Moving) -> None:
    """A guard: nobody has come before the day."""
    if moving.case.planned_on > timezone.localdate(moving.now):
        raise Refused(gettext("The day has not come yet."))


def note_held(moving: Moving) -> None:
    """The delegate's last reception was on this day, unless there was a later one."""
    delegate, day = moving.case.delegate, moving.case.planned_on
    if delegate.received_on is None or delegate.received_on < day:
        change(DELEGATES, delegate, {"received_on": day}, user=moving.actor.user)


def after_appraisal(moving: Moving) -> State:
    """A delegate who is not satisfied has it answered again."""
    return AT.assigned if moving.data["appraisal"] == Appraisal.UNHAPPY else AT.appraised


DELEGATES = declare(
    Register(
        key="party-delegates",
        label=_("Delegates of the Party congress"),
        one=_("Delegate of the Party congress"),
        model=f"{LABEL}.PartyDelegate",
        function="B12",
        title=_("Name of the delegate"),
        fields=("title", "congress", "elected_by", "neighbourhood", "term_until", "trained_on"),
        columns=("congress", "elected_by", "received_on"),
        filters=("congress", "neighbourhood"),
        reminders=(
            Reminder("term", _("Term ends"), "term_until", lead=180, article=_("Term of the congress")),
            Reminder("reception", _("Reception owed"), "received_on", months=6, article=OWN_NORM),
        ),
        public=("congress", "elected_by"),
        hint=_("Delegates who live or work here. Receptions note by themselves when each last received people."),
    )
)
register(
    Workflow(
        key="delegate_reception",
        label=_("Reception by a delegate"),
        model=KIND.model,
        function="B12",
        initial=AT.planned,
        series="DL",
        open_told=_("Planned"),
        transitions=(
            KIND.step("announce", _("Announced"), AT.planned, to=AT.announced, fields=("announced_at",), main=True),
            KIND.step("close_list", _("Close the list"), AT.announced, to=AT.listed, fields=("signed_up",), main=True),
            KIND.step(
                "move",
                _("Change day or hours"),
                AT.planned,
                AT.announced,
                AT.listed,
                to=AT.planned,
                fields=("planned_on", "hours", "place"),
                asks=("reason",),
                effects=(steps.count_anew("announce"),),
                hint=_("The new day is announced again."),
            ),
            KIND.step(
                "hold",
                _("Held: opinions written down"),
                AT.listed,
                to=AT.met,
                fields=("members_met", "residents_met", "opinions"),
                guards=(day_is_here,),
                effects=(note_held,),
                main=True,
            ),
            distribution.hand_out(KIND.handle, AT.met, AT.assigned, target=AT.assigned),
            follow_up.task_ended(AT.assigned),
            distribution.urge(KIND.handle, AT.assigned),
            KIND.step(
                "answer",
                _("Answer the opinions"),
                AT.met,
                AT.assigned,
                to=AT.answered,
                fields=("answer",),
                guards=(follow_up.tasks_done,),
                main=True,
                hint=_("To whoever gave them, and to the delegate."),
            ),
            KIND.step(
                "appraise",
                _("Write down the delegate's appraisal"),
                AT.answered,
                to=AT.appraised,
                fields=("appraisal",),
                others=(AT.assigned,),
                choose=after_appraisal,
                main=True,
                hint=_("A delegate who is not satisfied has it answered again."),
            ),
            KIND.step(
                "cancel",
                _("Call the reception off"),
                AT.planned,
                AT.announced,
                AT.listed,
                to=AT.cancelled,
                asks=("reason",),
                danger=True,
            ),
            *steps.usual(KIND.handle, *RUNNING),
        ),
        limits=(
            on_day(
                "announce",
                _("Announce the day"),
                "announce_by",
                OWN_NORM,
                starts=(OPEN,),
                met_by=("announce",),
                warn=(3,),
            ),
            on_day(
                "planned",
                _("Planned day"),
                "planned_on",
                _("The office's own plan"),
                starts=(OPEN,),
                met_by=("hold", "cancel"),
                warn=(3,),
            ),
            norm(
                "answer",
                _("Answer the opinions"),
                30,
                starts=("hold", "appraise"),
                met_by=("answer",),
                warn=(7, 2),
                applies=not_yet_satisfied,
            ),
            norm("appraisal", _("Ask for the appraisal"), 15, starts=("answer",), met_by=("appraise",), warn=(3,)),
        ),
    )
)
declare(
    Register(
        key="delegate-receptions",
        label=_("Receptions by delegates"),
        one=_("Reception by a delegate"),
        model=KIND.model,
        function="B12",
        title=_("Name of the reception"),
        fields=("title", "delegate", "planned_on", "hours", "place"),
        columns=("delegate", "planned_on", "appraisal"),
        filters=("delegate",),
        hint=_("Announced, people signed up, held, opinions handed out, answered, appraised."),
    )
)
