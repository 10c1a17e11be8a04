"""Housing security (D5): applications checked here, decided by the housing bureau, posted, registered, allotted.

(Shanghai Regulations on Social Assistance, art. 37: the street sends its findings, the housing bureau decides.)
"""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import OnlineApplication, Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import escalation
from caojiadu.core.registers.patterns.decisions import paper_steps
from caojiadu.core.registers.patterns.online_application import (
    look_again,
    missing_papers,
    take_back,
    tell_who_applied_online,
)
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

MATTER = Matter("office_service.HousingCheck")
SENDS = _("Shanghai Regulations on Social Assistance, art. 37 (days by the office's own norm)")
APPLIED = State("housing_applied", _("Received, papers to be checked"))
MISSING = State("housing_missing", _("Waiting for missing papers"))
RECEIVED = State("housing_received", _("Accepted, to be checked"))
CHECKED = State("housing_checked", _("Checked, findings to be sent"))
SENT = State("housing_sent", _("With the housing bureau, to be decided"))
ANSWERED = State(
    "housing_answered",
    _("Decided by the housing bureau, to be entered"),
    tone="soon",
    told=_("The housing bureau has answered, you will be told"),
)
POSTED = State("housing_posted", _("Posted for objections"), tone="soon")
WAITING = State("housing_waiting", _("Registered and waiting"))
ALLOTTED = State("housing_allotted", _("Allotted, re-checked every year"))
REFUSED = State("housing_refused", _("Not approved"), final=True, tone="done")
ENDED = State("housing_ended", _("Housing support ended"), final=True, tone="done")
WITHDRAWN = State("housing_withdrawn", _("Withdrawn"), final=True, tone="done")
UNDECIDED = (APPLIED, MISSING, RECEIVED, CHECKED, SENT, ANSWERED, POSTED)
RUNNING = (*UNDECIDED, WAITING, ALLOTTED)
LEAVES = ("housing_withdraw", "take_back")


def posting_over(moving: Moving) -> None:
    """A guard: nobody is registered before the days of posting are over."""
    until = moving.case.posted_until
    if until is None or until >= timezone.localdate():
        raise Refused(gettext("The days of posting are not over yet."))


def undecided(moving: Moving) -> None:
    """An effect: what is looked into again is decided and posted again; the history keeps what was."""
    moving.change(decided_on=None, decision_number="", posted_on=None, posted_until=None)


register(
    Workflow(
        key="housing_check",
        label=_("Housing application"),
        model=MATTER.model,
        function="D5",
        initial=APPLIED,
        series="ZF",
        open_told=_("Application received"),
        transitions=(
            *missing_papers(MATTER, APPLIED, MISSING),
            MATTER.step(
                "housing_accept",
                _("Accept"),
                APPLIED,
                MISSING,
                to=RECEIVED,
                fields=("accepted_on",),
                public=True,
                told=_("Application accepted"),
                effects=(tell_who_applied_online,),
                main=True,
            ),
            MATTER.step(
                "housing_check",
                _("Enter visit and findings"),
                RECEIVED,
                to=CHECKED,
                fields=("visited_on", "found_area", "findings", "proposal"),
                optional=("batch",),
                public=True,
                told=_("Home visited, household, income, assets and housing checked"),
                notify=(steps.TO_DECIDE,),
                main=True,
                hint=_("Household, income, assets and housing, each against what was declared."),
            ),
            MATTER.step(
                "housing_again",
                _("Have it checked again"),
                CHECKED,
                to=RECEIVED,
                by=MATTER.head_or_leader,
                asks=("reason",),
            ),
            escalation.report_up(
                MATTER,
                CHECKED,
                to=SENT,
                by=MATTER.head_or_leader,
                guards=(steps.not_by_whoever_made("housing_check"),),
                effects=(tell_who_applied_online,),
                public=True,
                told=_("Findings sent to the housing bureau, which decides"),
                main=True,
                **escalation.FINDINGS,
            ),
            *escalation.from_district(SENT, answered=ANSWERED, returned=RECEIVED),
            escalation.answered_by_phone(MATTER, SENT, ANSWERED, "answer", "findings"),
            MATTER.step(
                "housing_post",
                _("Approved: post it"),
                ANSWERED,
                to=POSTED,
                fields=("decided_on", "decision_number", "posted_on", "posted_until"),
                public=True,
                told=_("Approved by the housing bureau, posted for objections"),
                effects=(tell_who_applied_online,),
                main=True,
                hint=_("Post name and outcome only."),
            ),
            MATTER.step(
                "housing_refuse",
                _("Not approved: tell the applicant"),
                ANSWERED,
                to=REFUSED,
                fields=("decided_on", "decision_number", "refused_why"),
                public=True,
                told=_("Not approved by the housing bureau"),
                effects=(tell_who_applied_online,),
                hint=_("With the grounds, and to whom they can object."),
                danger=True,
            ),
            MATTER.step(
                "housing_object",
                _("An objection is to be looked into"),
                POSTED,
                to=RECEIVED,
                asks=("reason",),
                public=True,
                told=_("An objection is looked into"),
                effects=(undecided, tell_who_applied_online),
            ),
            MATTER.step(
                "housing_register",
                _("Register in the queue"),
                POSTED,
                to=WAITING,
                fields=("registered_on", "queue"),
                when=(posting_over,),
                public=True,
                told=_("Registered and waiting"),
                effects=(tell_who_applied_online,),
                main=True,
            ),
            MATTER.step(
                "housing_allot",
                _("Enter what was allotted"),
                WAITING,
                to=ALLOTTED,
                fields=("allotted_on", "allotted"),
                public=True,
                told=_("A home or rent subsidy was allotted"),
                effects=(tell_who_applied_online,),
                main=True,
            ),
            MATTER.step(
                "housing_recheck",
                _("Enter a re-check"),
                WAITING,
                ALLOTTED,
                fields=("rechecked_on",),
                asks=("result",),
                public=True,
                told=_("Household checked again"),
            ),
            MATTER.end(
                "housing_end",
                _("End the support"),
                WAITING,
                ALLOTTED,
                to=ENDED,
                by=MATTER.lead,
                public=True,
                told=_("Housing support ended"),
                effects=(tell_who_applied_online,),
                hint=_("Moved out, conditions no longer met, or bought out."),
            ),
            MATTER.withdraw("housing_withdraw", *UNDECIDED, to=WITHDRAWN, effects=(escalation.called_off("findings"),)),
            take_back((*UNDECIDED, WAITING), WITHDRAWN, effects=(escalation.called_off("findings"),)),
            *paper_steps(
                MATTER,
                waiting=(MISSING,),
                accepted=(RECEIVED, CHECKED, SENT),
                granted=(WAITING, ALLOTTED, ENDED),
                refused=(REFUSED,),
            ),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            norm(
                "accept",
                _("Accept, or say what is missing"),
                1,
                starts=(OPEN,),
                met_by=("housing_accept", "say_missing", *LEAVES),
                counted_from="received_on",
                met_on="accepted_on",
                working=True,
                warn=(),
            ),
            look_again("housing_accept", "housing_withdraw"),
            norm(
                "findings",
                _("Check, and send the findings to the housing bureau"),
                20,
                starts=("housing_accept",),
                met_by=("send_findings", *LEAVES),
                counted_from="accepted_on",
                article=SENDS,
                working=True,
                warn=(5, 2),
            ),
            norm(
                "findings_again",
                _("Check once more, and send the findings to the housing bureau"),
                20,
                starts=("housing_object", "district_returned"),
                met_by=("send_findings", *LEAVES),
                article=SENDS,
                working=True,
                warn=(5, 2),
            ),
            norm(
                "enter",
                _("Enter the decision and tell the applicant"),
                3,
                starts=("district_answered", "told_elsewhere"),
                met_by=("housing_post", "housing_refuse", *LEAVES),
                working=True,
                warn=(1,),
            ),
            norm(
                "posting",
                _("Register after the days of posting"),
                3,
                starts=("housing_post",),
                met_by=("housing_register", "housing_object", *LEAVES),
                counted_from="posted_until",
                met_on="registered_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "recheck_first",
                _("First re-check of the household"),
                365,
                starts=("housing_register",),
                met_by=("housing_recheck", "housing_end", "take_back"),
                counted_from="registered_on",
                met_on="rechecked_on",
                warn=(30, 7),
            ),
            norm(
                "recheck",
                _("Re-check of the household"),
                365,
                starts=("housing_recheck",),
                met_by=("housing_recheck", "housing_end", "take_back"),
                counted_from="rechecked_on",
                met_on="rechecked_on",
                warn=(30, 7),
            ),
        ),
    )
)
declare(
    Register(
        key="housing-applications",
        label=_("Housing applications"),
        singular=_("Housing application"),
        model=MATTER.model,
        function="D5",
        title=_("The application in one line"),
        fields=(
            "title",
            "scheme",
            "batch",
            "household_size",
            "declared_area",
            "declared_income",
            "declared_assets",
            "neighbourhood",
            "received_on",
        ),
        columns=("scheme", "neighbourhood", "queue"),
        filters=("scheme", "neighbourhood"),
        person=True,
        online=OnlineApplication(
            ("household_size", "declared_area", "declared_income", "declared_assets", "neighbourhood"), service="scheme"
        ),
        hint=_("The street checks and sends its findings; the district's housing bureau decides."),
    )
)
