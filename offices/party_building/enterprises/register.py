"""Enterprises: roster, visits, and requests from raising to rating (B8)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import distribution, escalation, follow_up
from caojiadu.core.registers.patterns.last_visit import note_last
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.EnterpriseRequest")
CUSTOM = _("Custom of the city: five to fifteen working days; the office's own norm")
RAISED = State("enterprise_raised", _("Raised, to be assigned"))
ASSIGNED = State("enterprise_assigned", _("Assigned, to be answered"))
ANSWERED = State("enterprise_answered", _("Answered, to be rated"), tone="soon")
RATED = State("enterprise_rated", _("Rated by the enterprise"), final=True, tone="done")
REFERRED = State("enterprise_referred", _("Referred to the body it concerns"), final=True, tone="done")
RUNNING = (RAISED, ASSIGNED, ANSWERED)


ENTERPRISES = declare(
    Register(
        key="enterprises",
        label=_("Enterprises"),
        singular=_("Enterprise"),
        model=f"{LABEL}.Enterprise",
        function="B8",
        title=_("Name of the enterprise"),
        fields=(
            "title",
            "credit_code",
            "trade",
            "weight",
            "premises",
            "neighbourhood",
            "employees",
            "settled_on",
            "lease_until",
            "steward",
        ),
        columns=("trade", "weight", "employees", "visited_on"),
        filters=("trade", "weight", "neighbourhood"),
        reminders=(
            Reminder("visit", _("Visit owed"), "visited_on", months=6, article=OWN_NORM),
            Reminder("lease", _("Lease ends: ask whether it stays"), "lease_until", lead=120, article=OWN_NORM),
        ),
        hint=_("Whom the office serves, and who looks after each. The last visit comes in by itself from the visits."),
    )
)
declare(
    Register(
        key="enterprise-visits",
        label=_("Visits to enterprises"),
        singular=_("Visit to an enterprise"),
        model=f"{LABEL}.EnterpriseVisit",
        function="B8",
        title=pgettext_lazy("enterprise visits", "Occasion"),
        fields=("title", "company", "level", "visited_on", "situation", "wishes", "may_leave", "again_on"),
        columns=("company", "level", "visited_on", "may_leave"),
        filters=("company", "level"),
        reminders=(Reminder("again", _("To be visited again"), "again_on", lead=7, article=OWN_NORM),),
        on_change=(note_last(ENTERPRISES, "company"),),
        hint=_("How an enterprise is doing, and what it asked for: each request is entered as a ticket."),
    )
)
register(
    Workflow(
        key="enterprise_request",
        label=_("Request of an enterprise"),
        model=MATTER.model,
        function="B8",
        initial=RAISED,
        series="QS",
        open_told=_("Raised"),
        transitions=(
            MATTER.step("take_on", _("Take it on: five working days"), RAISED, to=ASSIGNED, by=MATTER.head, main=True),
            MATTER.step(
                "take_joint",
                _("Several bodies are needed: fifteen working days"),
                RAISED,
                to=ASSIGNED,
                by=MATTER.head,
                asks=("reason",),
            ),
            distribution.hand_out(MATTER, ASSIGNED),
            follow_up.task_ended(ASSIGNED),
            distribution.urge(MATTER, ASSIGNED),
            escalation.report_up(MATTER, ASSIGNED),
            *escalation.from_district(ASSIGNED),
            MATTER.step(
                "answer",
                _("Answer the enterprise"),
                ASSIGNED,
                to=ANSWERED,
                fields=("answer",),
                guards=(follow_up.tasks_done,),
                main=True,
            ),
            MATTER.step(
                "rate",
                _("Write down the rating"),
                ANSWERED,
                to=RATED,
                fields=("rating",),
                optional=("remark",),
                when=(steps.not_by_whoever_made("answer"),),
                main=True,
                hint=_("Somebody else than who answered asks the enterprise."),
            ),
            MATTER.step(
                "reopen",
                _("Not satisfied: take it up again"),
                ANSWERED,
                to=ASSIGNED,
                asks=("reason",),
                effects=(steps.count("rounds"),),
            ),
            MATTER.end("refer", _("Refer to the body it concerns"), RAISED, to=REFERRED),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            norm(
                "assign",
                _("Assign it"),
                1,
                starts=(OPEN,),
                met_by=("take_on", "take_joint", "refer"),
                working=True,
                warn=(),
            ),
            norm(
                "answer",
                _("Answer the enterprise"),
                5,
                article=CUSTOM,
                starts=("take_on", "reopen"),
                met_by=("answer",),
                working=True,
                warn=(2,),
            ),
            norm(
                "answer_joint",
                _("Answer the enterprise, with several bodies"),
                15,
                article=CUSTOM,
                starts=("take_joint",),
                met_by=("answer",),
                working=True,
                warn=(5, 2),
            ),
            norm(
                "rating",
                _("Ask for the rating"),
                5,
                starts=("answer",),
                met_by=("rate", "reopen"),
                working=True,
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="enterprise-requests",
        label=_("Requests of enterprises"),
        singular=_("Request of an enterprise"),
        model=MATTER.model,
        function="B8",
        title=_("What the request is about"),
        fields=("title", "company", "field", "way", "raised_on", "content"),
        columns=("company", "field", "raised_on", "rating"),
        filters=("company", "field"),
        hint=_("Raised, assigned, answered, rated by the enterprise."),
    )
)
