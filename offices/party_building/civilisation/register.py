"""Bids for civilised titles, volunteers and their events (B4)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.models import SignUp
from caojiadu.core.registers.patterns import event
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.models import Volunteer
from offices.party_building.shared import LABEL, TIMES, publishing, where_public

CYCLE = _("The district's award cycle of two to three years")
MATTER = Matter(f"{LABEL}.CivilisedBid")
NOT_THE_INSPECTOR = steps.not_by_whoever_made("inspect", "fault")
NOT_THE_WRITER = steps.not_by_whoever_made(OPEN)  # what was entered is public from the award on
EVENTS = event.states("volunteering")
APPLIED = State("civilised_applied", _("Applied, to be inspected"))
MENDING = State("civilised_mending", _("Something has to be put right"), tone="soon")
INSPECTED = State("civilised_inspected", _("Inspected, to be handed in"))
SENT = State("civilised_sent", _("With the district"))
AWARDED = State("civilised_awarded", _("Awarded, to be rechecked"))
KEPT = State("civilised_kept", _("Award kept at the recheck"), final=True, tone="done")
LOST = State("civilised_lost", _("Award taken away"), final=True, tone="done")
REFUSED = State("civilised_refused", _("Not awarded"), final=True, tone="done")
RUNNING = (APPLIED, MENDING, INSPECTED, SENT, AWARDED)

register(
    Workflow(
        key="civilised_bid",
        label=_("Bid for a civilised title"),
        model=MATTER.model,
        function="B4",
        initial=APPLIED,
        series="WM",
        open_told=_("Application received"),
        transitions=(
            MATTER.step(
                "inspect", _("Inspected: in order"), APPLIED, to=INSPECTED, fields=("inspected_on", "score"), main=True
            ),
            MATTER.step(
                "fault",
                _("Inspected: something to put right"),
                APPLIED,
                to=MENDING,
                fields=("inspected_on", "score", "faults"),
            ),
            MATTER.step("mend", _("It was put right"), MENDING, to=APPLIED, fields=("mended",), main=True),
            MATTER.step(
                "send",
                _("Hand in to the district"),
                INSPECTED,
                to=SENT,
                by=MATTER.head_or_leader,
                fields=("sent_on",),
                when=(NOT_THE_INSPECTOR,),
                main=True,
            ),
            MATTER.step(
                "award",
                _("It was awarded"),
                SENT,
                to=AWARDED,
                by=MATTER.head_or_leader,
                fields=("awarded_on", "valid_until"),
                when=(NOT_THE_INSPECTOR, NOT_THE_WRITER),
                main=True,
                hint=_("Everybody can read of the award from now on."),
            ),
            MATTER.step(
                "keep",
                _("Rechecked: the award is kept"),
                AWARDED,
                to=KEPT,
                fields=("rechecked_on", "recheck"),
                main=True,
            ),
            MATTER.step(
                "lose",
                _("The award is taken away"),
                AWARDED,
                to=LOST,
                by=MATTER.head,
                fields=("rechecked_on", "recheck"),
                danger=True,
            ),
            MATTER.end("refuse", _("Not awarded"), APPLIED, MENDING, INSPECTED, SENT, to=REFUSED),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            on_day(
                "hand_in",
                _("Hand in to the district"),
                "hand_in_by",
                _("The day set by the district"),
                starts=(OPEN,),
                met_by=("send", "refuse"),
                met_on="sent_on",
                warn=(15, 5, 1),
            ),
            norm("mend", _("Put right what was found"), 20, starts=("fault",), met_by=("mend", "refuse"), warn=(5,)),
            on_day(
                "recheck",
                _("Recheck the award"),
                "recheck_by",
                CYCLE,
                starts=("award",),
                met_by=("keep", "lose"),
                met_on="rechecked_on",
                warn=(60, 14),
            ),
        ),
    )
)
declare(
    Register(
        key="civilised-bids",
        label=_("Bids for civilised titles"),
        singular=_("Bid for a civilised title"),
        model=MATTER.model,
        function="B4",
        title=_("Name of the estate or unit"),
        fields=("title", "sort", "level", "cycle", "neighbourhood", "received_on", "hand_in_by", "own_score"),
        columns=("sort", "level", "cycle", "awarded_on"),
        filters=("sort", "level", "neighbourhood"),
        public=("sort", "level", "cycle", "neighbourhood", "awarded_on"),
        shown_in=(AWARDED, KEPT),
        hint=_("Applied, inspected, handed in, awarded, and rechecked before the award lapses."),
    )
)
VOLUNTEERS = declare(
    Register(
        key="volunteers",
        label=_("Volunteers"),
        singular=_("Volunteer"),
        model=f"{LABEL}.Volunteer",
        function="B4",
        title=pgettext_lazy("volunteers", "Volunteer team"),
        fields=("title", "neighbourhood", "skill", "since", "trained_on"),
        columns=("skill", "hours", "served_on"),
        filters=("skill", "neighbourhood"),
        reminders=(
            Reminder("training", _("Training owed"), "trained_on", months=12, article=OWN_NORM),
            Reminder("go_on", _("Ask whether he or she goes on"), "served_on", months=12, article=OWN_NORM),
        ),
        person=True,
        hint=_("Who helps, with what. Hours come in by themselves from the events."),
    )
)


def add_hours(moving: Moving) -> None:
    """Whoever came and stands in the register of volunteers has served these hours more."""
    done = moving.case
    there = SignUp.objects.filter(event_id=done.pk, came=True).values("resident")
    day = timezone.localdate(done.starts_at)
    for one in Volunteer.objects.filter(resident__in=there, ended_on=None):
        hours, last = one.hours + done.hours_each, max(one.served_on or day, day)
        change(VOLUNTEERS, one, {"hours": hours, "served_on": last}, user=moving.actor.user)


register(
    event.workflow(
        EVENTS,
        key="volunteer_event",
        label=_("Volunteer event"),
        model=f"{LABEL}.VolunteerEvent",
        function="B4",
        series="ZY",
        asks={"record": ("hours_each", "people_served")},
        effects={"record": (add_hours,)},
        more=publishing(f"{LABEL}.VolunteerEvent", EVENTS),
    )
)
declare(
    Register(
        key="volunteer-events",
        label=_("Volunteer events"),
        singular=_("Volunteer event"),
        model=f"{LABEL}.VolunteerEvent",
        function="B4",
        title=_("Name of the event"),
        fields=("title", "theme", "serves", "bring", "neighbourhood", *TIMES),
        columns=("theme", "starts_at", "attended", "hours_each"),
        filters=("theme", "neighbourhood"),
        public=("theme", "serves", "bring", "starts_at", "place"),
        **where_public(EVENTS),
        hint=_("Planned, open for sign-up, held, recorded with the hours that each served."),
    )
)
