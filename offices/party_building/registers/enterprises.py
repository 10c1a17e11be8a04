"""Enterprises: roster, visits, and requests from raising to rating (B8)."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.patterns import distribution, escalation, follow_up
from caojiadu.core.registers.patterns.kinds import Kind, states_of
from caojiadu.core.workflow import Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL, note_last

KIND = Kind(f"{LABEL}.EnterpriseRequest")
CUSTOM = _("Custom of the city: five to fifteen working days; the office's own norm")
AT = SimpleNamespace(
    **states_of(
        "enterprise",
        {
            "raised": _("Raised, to be assigned"),
            "assigned": _("Assigned, to be answered"),
            "answered": _("Answered, to be rated"),
            "rated": _("Rated by the enterprise"),
            "referred": _("Referred to the body it concerns"),
        },
        rests=("rated", "referred"),
        soon=("answered",),
    )
)
RUNNING = (AT.raised, AT.assigned, AT.answered)


ENTERPRISES = declare(
    Register(
        key="enterprises",
        label=_("Enterprises"),
        one=_("Enterprise"),
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
        one=_("Visit to an enterprise"),
        model=f"{LABEL}.EnterpriseVisit",
        function="B8",
        title=_("Occasion"),
        fields=("title", "company", "level", "visited_on", "situation", "wishes", "may_leave", "again_on"),
        columns=("company", "level", "visited_on", "may_leave"),
        filters=("company", "level"),
        reminders=(Reminder("again", _("To be visited again"), "again_on", lead=7, article=OWN_NORM),),
        follows=(note_last(ENTERPRISES, "company"),),
        hint=_("How an enterprise is doing, and what it asked for: each request is entered as a ticket."),
    )
)
register(
    Workflow(
        key="enterprise_request",
        label=_("Request of an enterprise"),
        model=KIND.model,
        function="B8",
        initial=AT.raised,
        series="QS",
        open_told=_("Raised"),
        transitions=(
            KIND.step(
                "take_on", _("Take it on: five working days"), AT.raised, to=AT.assigned, by=KIND.head, main=True
            ),
            KIND.step(
                "take_joint",
                _("Several bodies are needed: fifteen working days"),
                AT.raised,
                to=AT.assigned,
                by=KIND.head,
                asks=("reason",),
            ),
            distribution.hand_out(KIND.handle, AT.assigned),
            follow_up.task_ended(AT.assigned),
            distribution.urge(KIND.handle, AT.assigned),
            escalation.report_up(KIND.may("close"), AT.assigned),
            *escalation.from_district(AT.assigned),
            KIND.step(
                "answer",
                _("Answer the enterprise"),
                AT.assigned,
                to=AT.answered,
                fields=("answer",),
                guards=(follow_up.tasks_done,),
                main=True,
            ),
            KIND.step(
                "rate",
                _("Write down the rating"),
                AT.answered,
                to=AT.rated,
                fields=("rating",),
                optional=("remark",),
                when=(steps.not_by_whoever_made("answer"),),
                main=True,
                hint=_("Somebody else than who answered asks the enterprise."),
            ),
            KIND.step(
                "reopen",
                _("Not satisfied: take it up again"),
                AT.answered,
                to=AT.assigned,
                asks=("reason",),
                effects=(steps.count("rounds"),),
            ),
            KIND.step(
                "refer",
                _("Refer to the body it concerns"),
                AT.raised,
                to=AT.referred,
                by=KIND.head,
                asks=("reason",),
                danger=True,
            ),
            *steps.usual(KIND.handle, *RUNNING),
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
        one=_("Request of an enterprise"),
        model=KIND.model,
        function="B8",
        title=_("What the request is about"),
        fields=("title", "company", "field", "way", "raised_on", "content"),
        columns=("company", "field", "raised_on", "rating"),
        filters=("company", "field"),
        hint=_("Raised, assigned, answered, rated by the enterprise."),
    )
)
