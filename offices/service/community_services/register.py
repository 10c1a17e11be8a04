"""Basic services within everybody's reach (D6): projects from the need to the evaluation, contracts, venues."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

MATTER = Matter("office_service.ServiceProject")
NEEDED = State("service_needed", _("Need noted, to be planned"))
PLANNED = State("service_planned", _("Planned, to be approved"))
APPROVED = State("service_approved", _("Approved, to be bought or prepared"))
RUNNING = State("service_running", _("Offered to residents"))
DELIVERED = State("service_delivered", _("Delivered, to be evaluated"), tone="soon")
EVALUATED = State("service_evaluated", _("Evaluated"), final=True, tone="done")
DROPPED = State("service_dropped", _("Not pursued"), final=True, tone="done")
IN_HAND = (NEEDED, PLANNED, APPROVED, RUNNING, DELIVERED)

register(
    Workflow(
        key="service_project",
        label=_("Service project"),
        model=MATTER.model,
        function="D6",
        initial=NEEDED,
        series="FW",
        open_told=_("Need noted"),
        transitions=(
            MATTER.step(
                "service_plan",
                _("Plan the service"),
                NEEDED,
                to=PLANNED,
                fields=("plan", "means", "money"),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.decide(
                "service_approve",
                _("Approve the service plan"),
                PLANNED,
                to=APPROVED,
                not_by=("service_plan",),
                main=True,
            ),
            MATTER.step(
                "service_again",
                _("Have it planned again"),
                PLANNED,
                to=NEEDED,
                by=MATTER.head_or_leader,
                asks=("reason",),
            ),
            MATTER.step(
                "service_begin",
                _("Begin to offer it"),
                APPROVED,
                to=RUNNING,
                fields=("place", "starts_on", "ends_on"),
                main=True,
                hint=_("Enter the contract first, where it is bought."),
            ),
            MATTER.step(
                "service_deliver", _("Delivered"), RUNNING, to=DELIVERED, fields=("delivered_on", "served"), main=True
            ),
            MATTER.decide(
                "service_evaluate",
                _("Enter the evaluation"),
                DELIVERED,
                to=EVALUATED,
                fields=("satisfied", "verdict", "evaluation"),
                not_by=("service_plan",),
                main=True,
                hint=_("By residents who used it, and not by whoever planned it."),
            ),
            MATTER.step(
                "service_drop",
                _("Do not pursue it"),
                NEEDED,
                PLANNED,
                APPROVED,
                to=DROPPED,
                by=MATTER.head_or_leader,
                asks=("reason",),
            ),
            MATTER.publish(RUNNING, by_nobody_who=(OPEN, "service_begin"), fields=("title", "place")),
            MATTER.take_off(RUNNING, DELIVERED, EVALUATED),
            *MATTER.usual(*IN_HAND),
        ),
        limits=(
            norm(
                "plan",
                _("Plan for a need"),
                30,
                starts=(OPEN, "service_again"),
                met_by=("service_plan", "service_drop"),
                warn=(7,),
            ),
            norm(
                "approve",
                _("Decision on the plan"),
                10,
                starts=("service_plan",),
                met_by=("service_approve", "service_again", "service_drop"),
                working=True,
                warn=(2,),
            ),
            norm(
                "begin",
                _("Begin to offer what was approved"),
                90,
                starts=("service_approve",),
                met_by=("service_begin", "service_drop"),
                warn=(14, 3),
            ),
            on_day(
                "deliver",
                _("Day until which it is offered"),
                "ends_on",
                _("Day in the service plan"),
                starts=("service_begin",),
                met_by=("service_deliver",),
                met_on="delivered_on",
                warn=(14, 3),
            ),
            norm(
                "evaluate",
                _("Evaluation of what was delivered"),
                30,
                starts=("service_deliver",),
                met_by=("service_evaluate",),
                counted_from="delivered_on",
                warn=(7,),
            ),
        ),
    )
)
declare(
    Register(
        key="service-projects",
        label=_("Service projects"),
        singular=_("Service project"),
        model=MATTER.model,
        function="D6",
        title=_("Name of the service"),
        fields=("title", "serves", "year", "need", "expected", "neighbourhood"),
        columns=("serves", "year", "served"),
        filters=("serves",),
        public=("serves", "place", "starts_on", "ends_on"),
        shown_in=(RUNNING, DELIVERED, EVALUATED),
        shown_since="published_on",
        hint=_("From a need of residents to a service that was evaluated; what is on offer may be published."),
    )
)
declare(
    Register(
        key="service-contracts",
        label=_("Contracts for bought services"),
        singular=_("Service contract"),
        model="office_service.ServiceContract",
        function="D6",
        title=_("What is bought"),
        fields=(
            "title",
            "project",
            "contractor",
            "method",
            "price",
            "signed_on",
            "runs_until",
            "paid",
            "evaluated_on",
        ),
        columns=("contractor", "price", "paid", "runs_until"),
        filters=("method", "project"),
        reminders=(
            Reminder("end", _("Contract ends"), "runs_until", lead=60, article=_("Day in the contract")),
            Reminder("evaluate", _("Evaluation owed"), "evaluated_on", months=12, article=OWN_NORM),
        ),
        hint=_("Who provides which service for what money, and when it was last evaluated."),
    )
)
declare(
    Register(
        key="service-venues",
        label=_("Service venues"),
        singular=_("Service venue"),
        model="office_service.ServiceVenue",
        function="D6",
        title=_("Name of the place"),
        fields=(
            "title",
            "neighbourhood",
            "kind",
            "address",
            "hours",
            "offers",
            "run_by",
            "free",
            "step_free",
            "safety_on",
        ),
        columns=("kind", "neighbourhood", "hours"),
        filters=("kind", "neighbourhood"),
        reminders=(Reminder("safety", _("Safety check owed"), "safety_on", months=6, lead=14, article=OWN_NORM),),
        public=("kind", "neighbourhood", "address", "hours", "offers", "free", "step_free"),
        hint=_("Places open to everybody, with hours and what is offered; published after a second person's review."),
    )
)
declare_duty(
    Duty("service-needs", _("Ask residents which services they need, and plan the next year"), "D6", 11, 15, OWN_NORM)
)
