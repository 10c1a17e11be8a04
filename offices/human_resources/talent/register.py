"""Policies for talent that anybody may read, requests that are answered, and events (G8)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

MATTER = Matter("office_human_resources.TalentRequest")
declare(
    Register(
        key="talent-policies",
        label=_("Policies for talent"),
        singular=_("Policy for talent"),
        model="office_human_resources.TalentPolicy",
        function="G8",
        title=_("Name of the policy"),
        fields=("title", "area", "issued_by", "document", "whom", "offers", "apply", "since", "until"),
        columns=("area", "issued_by", "until"),
        filters=("area",),
        reminders=(Reminder("until", _("Policy ends"), "until", lead=60, article=_("Day in the document")),),
        public=("area", "issued_by", "document", "whom", "offers", "apply", "since", "until"),
        hint=_("What is offered to whom, and how to apply. It is public once somebody else has reviewed it."),
    )
)

RAISED = State("talent_raised", _("Request raised"))
PASSED = State("talent_passed", _("With a department"))
ANSWERED = State("talent_answered", _("Answered, to be asked about it"), tone="soon")
CLOSED = State("talent_closed", _("Request closed"), final=True, tone="done")
WITHDRAWN = State("talent_withdrawn", _("Request withdrawn"), final=True, tone="done")
ALIVE = (RAISED, PASSED, ANSWERED)

register(
    Workflow(
        key="talent_request",
        label=_("Request of talent"),
        model=MATTER.model,
        function="G8",
        initial=RAISED,
        series="RC",
        open_told=_("Request raised"),
        transitions=(
            MATTER.step("talent_pass", _("Ask a department"), RAISED, to=PASSED, fields=("passed_to", "wanted_by")),
            MATTER.step(
                "talent_answer",
                _("Answer the request"),
                RAISED,
                PASSED,
                to=ANSWERED,
                fields=("answer",),
                optional=("policy",),
                main=True,
            ),
            MATTER.step(
                "talent_close",
                _("Ask what they say of it"),
                ANSWERED,
                to=CLOSED,
                fields=("verdict",),
                asks=("note",),
                main=True,
            ),
            MATTER.step("talent_again", _("Look into it once more"), ANSWERED, to=RAISED, asks=("reason",)),
            MATTER.withdraw("talent_withdraw", RAISED, PASSED, to=WITHDRAWN, label=_("They withdraw it")),
            *MATTER.usual(*ALIVE),
        ),
        limits=(
            norm(
                "answer",
                _("Request answered"),
                10,
                starts=(OPEN, "talent_again"),
                met_by=("talent_answer", "talent_withdraw"),
                working=True,
            ),
            on_day(
                "department",
                _("Answer of the department"),
                "wanted_by",
                OWN_NORM,
                starts=("talent_pass",),
                met_by=("talent_answer", "talent_withdraw"),
                warn=(2,),
            ),
            norm("close", _("Asked what they say of it"), 15, starts=("talent_answer",), met_by=("talent_close",)),
        ),
    )
)
declare(
    Register(
        key="talent-requests",
        label=_("Requests of talent"),
        singular=_("Request of talent"),
        model=MATTER.model,
        function="G8",
        title=_("The request in one line"),
        fields=("title", "employer", "area", "asked", "raised_on"),
        columns=("employer", "area", "raised_on"),
        filters=("area",),
        person=True,
        hint=_("Housing, schooling, registration: answered here or with a department, and asked about afterwards."),
    )
)
register(
    event.workflow(
        event.states("talentevent"),
        key="talent_event",
        label=_("Event for talent"),
        model="office_human_resources.TalentEvent",
        function="G8",
        series="RH",
        asks={"record": ("enterprises", "raised")},
    )
)
declare(
    Register(
        key="talent-events",
        label=_("Events for talent"),
        singular=_("Event for talent"),
        model="office_human_resources.TalentEvent",
        function="G8",
        title=_("Name of the event"),
        fields=("title", "sort", "partners", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        columns=("sort", "starts_at", "place", "attended"),
        filters=("sort",),
        hint=_("Talks on policies, salons, fairs: who came, and what was raised."),
    )
)
