"""Housing security (D5): applications checked here, decided by the housing bureau, posted, registered, allotted.

(Shanghai Regulations on Social Assistance, art. 37: the street sends its findings, the housing bureau decides.)
"""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declared import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.shapes import upward
from caojiadu.core.workflow import State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

SENDS = _("Shanghai Regulations on Social Assistance, art. 37 (days by the office's own norm)")
RECEIVED = State("housing_received", _("Accepted, to be checked"))
CHECKED = State("housing_checked", _("Checked, findings to be sent"))
SENT = State("housing_sent", _("With the housing bureau, to be decided"))
ANSWERED = State("housing_answered", _("Decided by the housing bureau, to be entered"), tone="soon")
POSTED = State("housing_posted", _("Posted for objections"), tone="soon")
WAITING = State("housing_waiting", _("Registered and waiting"))
ALLOTTED = State("housing_allotted", _("Allotted, re-checked every year"))
REFUSED = State("housing_refused", _("Not approved"), final=True, tone="done")
ENDED = State("housing_ended", _("Housing support ended"), final=True, tone="done")
WITHDRAWN = State("housing_withdrawn", _("Withdrawn"), final=True, tone="done")
RUNNING = (RECEIVED, CHECKED, SENT, ANSWERED, POSTED, WAITING, ALLOTTED)
HANDLE, CLOSE = "office_service.handle_housingcheck", "office_service.close_housingcheck"
STAFF = {"needs": HANDLE, "who": (Who.LEAD,)}


def posting_over(moving: Moving) -> None:
    """A guard: nobody is registered before the days of posting are over."""
    until = moving.case.posted_until
    if until is None or until >= timezone.localdate():
        raise Refused(gettext("The days of posting are not over yet."))


def undecided(moving: Moving) -> None:
    """An effect: what is looked into again is decided and posted anew; the history keeps what was."""
    moving.change(decided_on=None, decision_number="", posted_on=None, posted_until=None)


register(
    Workflow(
        key="housing_check",
        label=_("Housing application"),
        model="office_service.HousingCheck",
        function="D5",
        initial=RECEIVED,
        series="ZF",
        open_told=_("Application accepted"),
        transitions=(
            Transition(
                "housing_check",
                _("Enter visit and findings"),
                (RECEIVED,),
                CHECKED,
                **STAFF,
                fields=("visited_on", "found_area", "findings", "proposal"),
                notify=(steps.TO_DECIDE,),
                main=True,
                hint=_("Household, income, assets and housing, each against what was declared."),
            ),
            Transition(
                "housing_again",
                _("Have it checked again"),
                (CHECKED,),
                RECEIVED,
                **steps.head_or_leader(CLOSE),
                asks=("reason",),
            ),
            upward.report_up(
                CLOSE,
                CHECKED,
                target=SENT,
                who=(Who.HEAD, Who.LEADER),
                guards=(steps.not_by_whoever_made("housing_check"),),
                main=True,
                **upward.FINDINGS,
            ),
            *upward.from_district(SENT, answered=ANSWERED, returned=RECEIVED),
            upward.told_elsewhere(HANDLE, SENT, ANSWERED, "answer", "findings"),
            Transition(
                "housing_post",
                _("Approved: post it"),
                (ANSWERED,),
                POSTED,
                **STAFF,
                fields=("decided_on", "decision_number", "posted_on", "posted_until"),
                public=True,
                told=_("Approved by the housing bureau, posted for objections"),
                main=True,
                hint=_("Post name and outcome only."),
            ),
            Transition(
                "housing_refuse",
                _("Not approved: tell the applicant"),
                (ANSWERED,),
                REFUSED,
                **STAFF,
                fields=("decided_on", "decision_number"),
                asks=("note",),
                public=True,
                told=_("Not approved by the housing bureau"),
                danger=True,
            ),
            Transition(
                "housing_object",
                _("An objection is to be looked into"),
                (POSTED,),
                RECEIVED,
                **STAFF,
                asks=("reason",),
                effects=(undecided,),
            ),
            Transition(
                "housing_register",
                _("Register in the queue"),
                (POSTED,),
                WAITING,
                **STAFF,
                fields=("registered_on", "queue"),
                when=(posting_over,),
                public=True,
                told=_("Registered and waiting"),
                main=True,
            ),
            Transition(
                "housing_allot",
                _("Enter what was allotted"),
                (WAITING,),
                ALLOTTED,
                **STAFF,
                fields=("allotted_on", "allotted"),
                public=True,
                told=_("A home or rent subsidy was allotted"),
                main=True,
            ),
            Transition(
                "housing_recheck",
                _("Enter a re-check"),
                (WAITING, ALLOTTED),
                **STAFF,
                fields=("rechecked_on",),
                asks=("result",),
            ),
            Transition(
                "housing_end",
                _("End the support"),
                (WAITING, ALLOTTED),
                ENDED,
                **STAFF,
                asks=("reason",),
                public=True,
                told=_("Housing support ended"),
                danger=True,
                hint=_("Moved out, conditions no longer met, or bought out."),
            ),
            Transition(
                "housing_withdraw",
                _("The applicant withdraws"),
                (RECEIVED, CHECKED, SENT, ANSWERED, POSTED),
                WITHDRAWN,
                **STAFF,
                asks=("reason",),
                danger=True,
            ),
            *steps.usual(HANDLE, *RUNNING),
        ),
        limits=(
            norm(
                "findings",
                _("Check, and send the findings to the housing bureau"),
                20,
                starts=(OPEN,),
                met_by=("send_findings", "housing_withdraw"),
                since="received_on",
                article=SENDS,
                working=True,
                warn=(5, 2),
            ),
            norm(
                "findings_again",
                _("Check once more, and send the findings to the housing bureau"),
                20,
                starts=("housing_object", "district_returned"),
                met_by=("send_findings", "housing_withdraw"),
                article=SENDS,
                working=True,
                warn=(5, 2),
            ),
            norm(
                "enter",
                _("Enter the decision and tell the applicant"),
                3,
                starts=("district_answered", "told_elsewhere"),
                met_by=("housing_post", "housing_refuse", "housing_withdraw"),
                working=True,
                warn=(1,),
            ),
            norm(
                "posting",
                _("Register after the days of posting"),
                3,
                starts=("housing_post",),
                met_by=("housing_register", "housing_object", "housing_withdraw"),
                since="posted_until",
                kept_on="registered_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "recheck_first",
                _("First re-check of the household"),
                365,
                starts=("housing_register",),
                met_by=("housing_recheck", "housing_end"),
                since="registered_on",
                kept_on="rechecked_on",
                warn=(30, 7),
            ),
            norm(
                "recheck",
                _("Re-check of the household"),
                365,
                starts=("housing_recheck",),
                met_by=("housing_recheck", "housing_end"),
                since="rechecked_on",
                kept_on="rechecked_on",
                warn=(30, 7),
            ),
        ),
    )
)
declare(
    Register(
        key="housing-applications",
        label=_("Housing applications"),
        one=_("Housing application"),
        model="office_service.HousingCheck",
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
        hint=_("The street checks and sends its findings; the district's housing bureau decides."),
    )
)
