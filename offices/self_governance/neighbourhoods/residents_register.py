"""Residents' meetings, at least one a year, and the charters that residents adopt (F1)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import meeting
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.self_governance.neighbourhoods.models import CommitteeCharter, ResidentsMeeting
from offices.self_governance.neighbourhoods.register import COMMITTEES

MATTER = Matter("office_self_governance.CommitteeCharter")
MEETING = meeting.states("residents")


def met(moving: Moving) -> None:
    """Note on the committee when its residents last met: the next meeting is owed within a year (art. 11)."""
    held, committee = moving.case, moving.case.committee
    day = timezone.localdate(held.held_at)
    if held.who == ResidentsMeeting.Kind.RESIDENTS and (committee.met_on is None or committee.met_on < day):
        change(COMMITTEES, committee, {"met_on": day}, user=moving.actor.user)


register(
    meeting.workflow(
        MEETING,
        key="residents_meeting",
        label=_("Residents' meeting"),
        model="office_self_governance.ResidentsMeeting",
        function="F1",
        series="JM",
        asks={"minute": ("decided",)},
        effects={"hold": (met,)},
    )
)
declare(
    Register(
        key="residents-meetings",
        label=_("Residents' meetings"),
        singular=_("Residents' meeting"),
        model="office_self_governance.ResidentsMeeting",
        function="F1",
        title=_("Name of the meeting"),
        fields=("title", "committee", "who", "held_at", "place", "chair", "topics"),
        columns=("committee", "who", "held_at"),
        filters=("committee",),
        hint=_("Each committee calls its residents at least once a year."),
    )
)

RECEIVED = State("charter_received", _("Received, to be read"))
READ = State("charter_read", _("Read, to be filed"))
RETURNED = State("charter_returned", _("Returned to be revised"), tone="soon")
FILED = State("charter_filed", _("Charter filed"), final=True, tone="done")
WITHDRAWN = State("charter_withdrawn", _("Charter withdrawn"), final=True, tone="done")
OPEN_STATES = (RECEIVED, READ, RETURNED)


def note_charter(moving: Moving) -> None:
    """Note on the committee since when its charter is filed."""
    if moving.case.sort == CommitteeCharter.Kind.CHARTER:
        today = timezone.localdate(moving.now)
        change(COMMITTEES, moving.case.committee, {"charter_on": today}, user=moving.actor.user)


register(
    Workflow(
        key="committee_charter",
        label=_("Filing of a charter"),
        model=MATTER.model,
        function="F1",
        initial=RECEIVED,
        series="JC",
        open_told=_("Received"),
        transitions=(
            MATTER.step(
                "charter_read",
                _("Read: nothing against it"),
                RECEIVED,
                to=READ,
                asks=("note",),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.step(
                "charter_return",
                _("Return it to be revised"),
                RECEIVED,
                READ,
                to=RETURNED,
                fields=("advice",),
                hint=_("A charter must not go against law or policy, nor touch the rights of residents."),
            ),
            MATTER.step(
                "charter_again",
                _("Revised and handed in again"),
                RETURNED,
                to=RECEIVED,
                fields=("revised", "received_on"),
                main=True,
            ),
            MATTER.step(
                "charter_file",
                _("File the charter"),
                READ,
                to=FILED,
                by=MATTER.head,
                effects=(note_charter,),
                main=True,
            ),
            MATTER.step(
                "charter_withdraw", _("The committee withdraws it"), *OPEN_STATES, to=WITHDRAWN, asks=("reason",)
            ),
            *MATTER.usual(*OPEN_STATES),
        ),
        limits=(
            norm(
                "read",
                _("Read what was handed in"),
                15,
                starts=(OPEN, "charter_again"),
                met_by=("charter_file", "charter_return", "charter_withdraw"),
                counted_from="received_on",
                working=True,
                warn=(5, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="committee-charters",
        label=_("Charters and conventions filed"),
        singular=_("Filing of a charter"),
        model=MATTER.model,
        function="F1",
        title=_("Name of the charter"),
        fields=("title", "committee", "sort", "adopted_on", "received_on", "content"),
        columns=("committee", "sort", "received_on"),
        filters=("committee",),
        hint=_("What residents adopt is filed with the street (Regulations on Neighbourhood Committees, art. 13)."),
    )
)
declare_duty(
    Duty(
        "residents-meetings",
        _("See that every neighbourhood has held its residents' meeting of the year"),
        "F1",
        12,
        15,
        _("Shanghai Regulations on Neighbourhood Committees, art. 11"),
    )
)
