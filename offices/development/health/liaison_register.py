"""Liaison with the community health service centre, which the district's health commission runs (H15)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

LIAISON = Matter("office_development.HealthLiaison")
RAISED = State("liaison_raised", _("Raised, to be passed on"))
PASSED = State("liaison_passed", _("Passed on, answer awaited"))
ANSWERED = State("liaison_answered", _("Answered, to be told"), tone="soon")
TOLD = State("liaison_told", _("Answer told"), final=True, tone="done")
DROPPED = State("liaison_dropped", _("Not passed on"), final=True, tone="done")
CALLED_OFF = State("liaison_called_off", _("Called off"), final=True, tone="done")
DECIDES = LIAISON.staff("handle", Who.HEAD, Who.LEADER)

register(
    Workflow(
        key="health_liaison",
        label=_("Liaison matter"),
        model=LIAISON.model,
        function="H15",
        initial=RAISED,
        series="WL",
        open_told=_("Raised"),
        open_notify=(steps.TO_DECIDE,),
        transitions=(
            LIAISON.step(
                "liaison_pass",
                _("Pass it on"),
                RAISED,
                to=PASSED,
                by=DECIDES,
                fields=("passed_to", "passed_on"),
                when=(steps.not_by_whoever_made(OPEN),),
                main=True,
                hint=_("The centre or the health commission decides; the street only passes it on."),
            ),
            LIAISON.step("liaison_urge", _("Ask for the answer again"), PASSED, asks=("note",)),
            LIAISON.step(
                "liaison_answer",
                _("Enter the answer"),
                PASSED,
                to=ANSWERED,
                fields=("answered_on", "answer"),
                main=True,
            ),
            LIAISON.step("liaison_tell", _("Told whoever raised it"), ANSWERED, to=TOLD, asks=("done",), main=True),
            LIAISON.step("liaison_again", _("Not answered: pass it on again"), ANSWERED, to=PASSED, asks=("reason",)),
            LIAISON.end("liaison_drop", _("Do not pass it on"), RAISED, to=DROPPED, by=LIAISON.lead),
            LIAISON.step(
                "liaison_off", _("Call it off"), PASSED, ANSWERED, to=CALLED_OFF, by=DECIDES, asks=("reason",)
            ),
            *LIAISON.usual(RAISED, PASSED, ANSWERED),
        ),
        limits=(
            norm(
                "pass",
                _("Pass it on"),
                3,
                starts=(OPEN,),
                met_by=("liaison_pass", "liaison_drop"),
                met_on="passed_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "answer",
                _("Answer awaited"),
                15,
                starts=("liaison_pass", "liaison_again"),
                met_by=("liaison_answer", "liaison_off"),
                working=True,
                warn=(5, 1),
                climbs=False,
            ),
            norm(
                "tell",
                _("Tell whoever raised it"),
                3,
                starts=("liaison_answer",),
                met_by=("liaison_tell", "liaison_again", "liaison_off"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="health-liaison",
        label=_("Liaison with the health service centre"),
        singular=_("Liaison matter"),
        model=LIAISON.model,
        function="H15",
        title=_("The matter in one line"),
        fields=("title", "topic", "raiser", "raised_on", "wish"),
        columns=("topic", "raiser", "passed_on", "answered_on"),
        filters=("topic",),
        hint=_("What residents wish from the centre: passed on, answered, told back."),
    )
)
JOINT = event.states("jointhealth")
register(
    event.workflow(
        JOINT,
        key="joint_health_activity",
        label=_("Joint activity with the health service centre"),
        model="office_development.JointHealthActivity",
        function="H15",
        series="WY",
        asks={"record": ("people_seen", "referred")},
        public=("title", "place", "services"),
    )
)
declare(
    Register(
        key="joint-health-activities",
        label=_("Joint activities with the health service centre"),
        singular=_("Joint activity with the health service centre"),
        model="office_development.JointHealthActivity",
        function="H15",
        title=_("Name of the activity"),
        fields=(
            *("title", "form", "neighbourhood", "doctors", "services"),
            *("starts_at", "ends_at", "place", "places", "sign_up_until"),
        ),
        columns=("form", "starts_at", "attended", "referred"),
        filters=("form", "neighbourhood"),
        public=("form", "services", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        shown_in=(JOINT.open, JOINT.held, JOINT.recorded),
        shown_since="published_on",
        hint=_("Consultations, screenings and enrolment with family doctors, held together."),
    )
)
