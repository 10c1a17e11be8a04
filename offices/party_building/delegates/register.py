"""Delegates of the Party congress and their receptions (B12)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import distribution, follow_up, reception_day, replies
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.DelegateReception")
PLANNED = State("reception_planned", _("Planned, to be announced"))
ANNOUNCED = State("reception_announced", _("Announced, people sign up"))
LISTED = State("reception_listed", _("List closed, reception to be held"))
MET = State("reception_met", _("Held, opinions to be handed out"), tone="soon")
ASSIGNED = State("reception_assigned", _("Opinions handed out"))
ANSWERED = State("reception_answered", _("Answered, to be appraised"))
APPRAISED = State("reception_appraised", _("Appraised by the delegate"), final=True, tone="done")
CANCELLED = State("reception_cancelled", _("Reception called off"), final=True, tone="done")
RUNNING = (PLANNED, ANNOUNCED, LISTED, MET, ASSIGNED, ANSWERED)


def note_held(moving: Moving) -> None:
    """The delegate's last reception was on this day, unless there was a later one."""
    delegate, day = moving.case.delegate, moving.case.planned_on
    if delegate.received_on is None or delegate.received_on < day:
        change(DELEGATES, delegate, {"received_on": day}, user=moving.actor.user)


DELEGATES = declare(
    Register(
        key="party-delegates",
        label=_("Delegates of the Party congress"),
        singular=_("Delegate of the Party congress"),
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
        model=MATTER.model,
        function="B12",
        initial=PLANNED,
        series="DL",
        open_told=_("Planned"),
        transitions=(
            reception_day.announce(MATTER, PLANNED, to=ANNOUNCED),
            MATTER.step("close_list", _("Close the list"), ANNOUNCED, to=LISTED, fields=("signed_up",), main=True),
            reception_day.move_day(MATTER, PLANNED, ANNOUNCED, LISTED, fields=("planned_on", "hours", "place")),
            MATTER.step(
                "hold",
                _("Held: opinions written down"),
                LISTED,
                to=MET,
                fields=("members_met", "residents_met", "opinions"),
                guards=(reception_day.day_is_here,),
                effects=(note_held,),
                main=True,
            ),
            distribution.hand_out(MATTER, MET, ASSIGNED, to=ASSIGNED),
            follow_up.task_ended(ASSIGNED),
            distribution.urge(MATTER, ASSIGNED),
            MATTER.step(
                "answer",
                _("Answer the opinions"),
                MET,
                ASSIGNED,
                to=ANSWERED,
                fields=("answer",),
                guards=(follow_up.tasks_done,),
                main=True,
                hint=_("To whoever gave them, and to the delegate."),
            ),
            replies.appraise(
                MATTER,
                _("Write down the delegate's appraisal"),
                ANSWERED,
                to=APPRAISED,
                again=ASSIGNED,
                hint=_("A delegate who is not satisfied has it answered again."),
            ),
            MATTER.end("cancel", _("Call the reception off"), PLANNED, ANNOUNCED, LISTED, to=CANCELLED, by=MATTER.lead),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            *reception_day.limits("hold", "cancel"),
            norm(
                "answer",
                _("Answer the opinions"),
                30,
                starts=("hold", "appraise"),
                met_by=("answer",),
                warn=(7, 2),
                applies=replies.not_yet_satisfied,
            ),
            replies.ask_for_appraisal("answer"),
        ),
    )
)
declare(
    Register(
        key="delegate-receptions",
        label=_("Receptions by delegates"),
        singular=_("Reception by a delegate"),
        model=MATTER.model,
        function="B12",
        title=_("Name of the reception"),
        fields=("title", "delegate", "planned_on", "hours", "place"),
        columns=("delegate", "planned_on", "appraisal"),
        filters=("delegate",),
        hint=_("Announced, people signed up, held, opinions handed out, answered, appraised."),
    )
)
