"""Informatisation (H10): systems with a yearly security review, data sets, change requests of every office."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.access import stands_as
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

declare(
    Register(
        key="information-systems",
        label=_("Information systems"),
        singular=_("Information system"),
        model="office_development.InformationSystem",
        function="H10",
        title=_("Name of the system"),
        fields=("title", "owner", "supplier", "runs", "grade", "personal", "support_until", "reviewed_on"),
        columns=("owner", "grade", "reviewed_on"),
        filters=("grade", "owner"),
        reminders=(
            Reminder("review", _("Security review owed"), "reviewed_on", months=12, article=OWN_NORM),
            Reminder("support", _("Support contract ends"), "support_until", lead=60, article=_("Day in the contract")),
        ),
        hint=_("Every system with its office, its grade of protection and its yearly security review."),
    )
)
declare(
    Register(
        key="data-sets",
        label=_("Data sets"),
        singular=_("Data set"),
        model="office_development.DataSet",
        function="H10",
        title=_("Name of the data set"),
        fields=("title", "system", "sort", "contents", "basis", "rows", "shared_with", "assessed_on", "checked_on"),
        columns=("system", "sort", "checked_on"),
        filters=("sort", "system"),
        reminders=(Reminder("check", _("Look the data set through"), "checked_on", months=12, article=OWN_NORM),),
        hint=_("What data is there, on which basis, and who may have it."),
    )
)
CHANGE = Matter("office_development.ChangeRequest")
ASKED = State("change_asked", _("Asked for, to be assessed"))
ASSESSED = State("change_assessed", _("Assessed, to be decided"), tone="soon")
BUILDING = State("change_building", _("Being built"))
BUILT = State("change_built", _("Built, to be accepted"), tone="soon")
ACCEPTED = State("change_accepted", _("Change accepted"), final=True, tone="done")
REFUSED = State("change_refused", _("Change refused"), final=True, tone="done")
WITHDRAWN = State("change_withdrawn", _("Withdrawn"), final=True, tone="done")
CALLED_OFF = State("change_called_off", _("Called off"), final=True, tone="done")
ASKER = CHANGE.staff("add", Who.LEAD, Who.CO)


def by_whoever_asked(moving: Moving) -> None:
    """A guard: people of the office that asked, unless it is the one that builds."""
    case = moving.case
    if case.asked_by_id not in (None, case.office_id) and not stands_as(moving.actor.user, (Who.CO,), case):
        raise Refused(gettext("The office that asked for it takes this step."))


register(
    Workflow(
        key="change_request",
        label=_("Change request"),
        model=CHANGE.model,
        function="H10",
        initial=ASKED,
        series="XX",
        open_told=_("Asked for"),
        open_effects=(steps.for_own_office, steps.share_with("asked_by")),
        transitions=(
            CHANGE.step(
                "change_assess",
                _("Enter the assessment"),
                ASKED,
                to=ASSESSED,
                fields=("assessment",),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            CHANGE.decide(
                "change_agree",
                _("Have it built"),
                ASSESSED,
                to=BUILDING,
                fields=("begins_on", "ready_on"),
                not_by=("change_assess",),
                main=True,
            ),
            CHANGE.end("change_refuse", _("Do not build it"), ASSESSED, to=REFUSED, by=CHANGE.head_or_leader),
            CHANGE.step("change_move", _("Change the day"), BUILDING, fields=("ready_on",), asks=("reason",)),
            CHANGE.step("change_build", _("Built and tested"), BUILDING, to=BUILT, fields=("delivered",), main=True),
            CHANGE.step(
                "change_accept",
                _("Accept the change"),
                BUILT,
                to=ACCEPTED,
                by=ASKER,
                asks=("result",),
                when=(by_whoever_asked, steps.not_by_whoever_made("change_build")),
                main=True,
                hint=_("Whoever asked for it tries it; whoever built it does not accept it."),
            ),
            CHANGE.step(
                "change_back",
                _("Not accepted: back to work"),
                BUILT,
                to=BUILDING,
                by=ASKER,
                fields=("ready_on",),
                asks=("reason",),
                when=(by_whoever_asked,),
            ),
            CHANGE.step(
                "change_withdraw",
                _("Withdraw"),
                ASKED,
                ASSESSED,
                to=WITHDRAWN,
                by=ASKER,
                asks=("reason",),
                when=(by_whoever_asked,),
            ),
            CHANGE.end("change_off", _("Call it off"), ASKED, BUILDING, BUILT, to=CALLED_OFF, by=CHANGE.head_or_leader),
            *CHANGE.usual(ASKED, ASSESSED, BUILDING, BUILT),
        ),
        limits=(
            norm(
                "assess",
                _("Assess it"),
                10,
                starts=(OPEN,),
                met_by=("change_assess", "change_withdraw", "change_off"),
                working=True,
                warn=(3,),
            ),
            on_day(
                "ready",
                _("Change to be ready by"),
                "ready_on",
                _("Day that was agreed on"),
                starts=("change_agree", "change_back"),
                met_by=("change_build", "change_off"),
                warn=(7, 1),
            ),
            norm(
                "accept",
                _("Accept the change"),
                5,
                starts=("change_build",),
                met_by=("change_accept", "change_back", "change_off"),
                working=True,
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="change-requests",
        label=_("Change requests"),
        singular=_("Change request"),
        model=CHANGE.model,
        function="H10",
        title=_("The wish in one line"),
        fields=("title", "system", "urgency", "need", "asked_by"),
        columns=("system", "asked_by", "ready_on"),
        filters=("urgency", "asked_by"),
        asked_by_all=True,
        hint=_("Any office asks for a change; it is assessed, built, and accepted by whoever asked."),
    )
)
