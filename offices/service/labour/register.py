"""Labour security (D1): labour disputes within 15 days, job seekers in monthly contact, employment aid."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import OnlineApplication, Register, declare
from caojiadu.core.registers.limits import by_law, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.intake import declare_applications
from caojiadu.core.registers.patterns.online_application import (
    look_again,
    missing_papers,
    take_back,
    tell_who_applied_online,
)
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

LABOUR_DISPUTE = Matter("office_service.LabourDispute")
JOB_SEEKER = Matter("office_service.JobSeeker")
DISPUTE_LAW = _("Labour Dispute Mediation and Arbitration Law, art. 14")
AID_LAW = _("Regulations on Social Insurance Administration, art. 24")

ASKED = State("labour_asked", _("Mediation asked for"))
MEDIATING = State("labour_mediating", _("Accepted, under mediation"))
AGREED = State("labour_agreed", _("Agreed, to be performed"), tone="soon")
PERFORMED = State("labour_performed", _("Agreement performed"), final=True, tone="done")
FAILED = State("labour_failed", _("No agreement, shown the way to arbitration"), final=True, tone="done")
WITHDRAWN = State("labour_withdrawn", _("Withdrawn"), final=True, tone="done")
DECLINED = State("labour_declined", _("Not accepted"), final=True, tone="done")
BOTH_MET = ("labour_agree", "labour_fail", "labour_withdraw", "labour_decline")


def was_met(moving: Moving) -> None:
    """A guard: nobody agrees before anybody met."""
    if not moving.case.meetings:
        raise Refused(gettext("Enter the meeting first."))


register(
    Workflow(
        key="labour_dispute",
        label=_("Labour dispute"),
        model=LABOUR_DISPUTE.model,
        function="D1",
        initial=ASKED,
        series="LZ",
        open_told=_("Asked for mediation"),
        transitions=(
            LABOUR_DISPUTE.step(
                "labour_accept",
                _("Accept"),
                ASKED,
                to=MEDIATING,
                fields=("mediator",),
                public=True,
                told=_("Accepted for mediation"),
                main=True,
            ),
            LABOUR_DISPUTE.end(
                "labour_decline",
                _("Do not accept"),
                ASKED,
                to=DECLINED,
                public=True,
                told=_("Not accepted for mediation"),
            ),
            LABOUR_DISPUTE.step(
                "labour_meet",
                _("Enter a meeting"),
                MEDIATING,
                fields=("met_on",),
                asks=("result",),
                effects=(steps.count("meetings"),),
            ),
            LABOUR_DISPUTE.step(
                "labour_agree",
                _("They agreed"),
                MEDIATING,
                to=AGREED,
                fields=("agreement", "agreed_on", "perform_by"),
                when=(was_met,),
                public=True,
                told=_("Agreement reached"),
                main=True,
                hint=_("Signed by both, the mediator and the body; it binds them."),
            ),
            LABOUR_DISPUTE.step(
                "labour_fail",
                _("No agreement"),
                MEDIATING,
                AGREED,
                to=FAILED,
                asks=("reason", "note"),
                public=True,
                told=_("No agreement; the way to arbitration is open"),
                hint=_("Say where and how to ask for arbitration, and note that you did."),
            ),
            LABOUR_DISPUTE.step(
                "labour_perform",
                _("The agreement was performed"),
                AGREED,
                to=PERFORMED,
                fields=("performed_on",),
                main=True,
            ),
            LABOUR_DISPUTE.withdraw("labour_withdraw", ASKED, MEDIATING, to=WITHDRAWN),
            *LABOUR_DISPUTE.usual(ASKED, MEDIATING, AGREED),
        ),
        limits=(
            by_law(
                "agree",
                _("Agreement, or the way to arbitration is open"),
                15,
                DISPUTE_LAW,
                starts=(OPEN,),
                met_by=BOTH_MET,
                counted_from="received_on",
                met_on="agreed_on",
                warn=(5, 2),
            ),
            norm(
                "accept",
                _("Accept the request or not"),
                3,
                starts=(OPEN,),
                met_by=("labour_accept", "labour_decline", "labour_withdraw"),
                counted_from="received_on",
                working=True,
                warn=(1,),
            ),
            on_day(
                "perform",
                _("Day agreed for performance"),
                "perform_by",
                _("Day in the agreement"),
                starts=("labour_agree",),
                met_by=("labour_perform", "labour_fail"),
                met_on="performed_on",
                warn=(3,),
            ),
        ),
    )
)
declare(
    Register(
        key="labour-disputes",
        label=_("Labour disputes"),
        singular=_("Labour dispute"),
        model=LABOUR_DISPUTE.model,
        function="D1",
        title=_("The dispute in one line"),
        fields=("title", "employer", "cause", "workers", "claim", "received_on", "facts"),
        columns=("employer", "cause", "received_on"),
        filters=("cause",),
        person=True,
        hint=_("Mediated within 15 days of receipt; after that the worker may go to arbitration at once."),
    )
)
COME = State("jobseeker_asked", _("Asked to be registered, to be checked"))
LACKING = State("jobseeker_lacking", _("Waiting for missing papers"))
LOOKING = State("jobseeker_registered", _("Registered, looking for work"))
AT_WORK = State("jobseeker_employed", _("At work again"), final=True, tone="done")
LEFT = State("jobseeker_left", _("Registration ended"), final=True, tone="done")
REFUSED = State("jobseeker_refused", _("Not registered"), final=True, tone="done")
GONE = State("jobseeker_withdrawn", _("Withdrawn"), final=True, tone="done")

register(
    Workflow(
        key="job_seeker",
        label=_("Job seeker"),
        model=JOB_SEEKER.model,
        function="D1",
        initial=COME,
        series="JL",
        open_told=_("Asked to be registered as unemployed"),
        transitions=(
            *missing_papers(JOB_SEEKER, COME, LACKING),
            JOB_SEEKER.step(
                "jobseeker_register",
                _("Checked: register as unemployed"),
                COME,
                LACKING,
                to=LOOKING,
                fields=("registered_on",),
                public=True,
                told=_("Registered as unemployed"),
                effects=(tell_who_applied_online,),
                main=True,
            ),
            JOB_SEEKER.step(
                "jobseeker_refuse",
                _("Do not register"),
                COME,
                LACKING,
                to=REFUSED,
                by=JOB_SEEKER.head,
                fields=("refused_why",),
                public=True,
                told=_("Not registered as unemployed"),
                effects=(tell_who_applied_online,),
                danger=True,
            ),
            JOB_SEEKER.step(
                "jobseeker_contact",
                _("Enter a contact"),
                LOOKING,
                fields=("contact_on", "offered"),
                effects=(steps.count("contacts"),),
                main=True,
            ),
            JOB_SEEKER.step(
                "jobseeker_employed", _("Found work"), LOOKING, to=AT_WORK, fields=("employed_on", "employed_at")
            ),
            JOB_SEEKER.end(
                "jobseeker_leave",
                _("End the registration"),
                LOOKING,
                to=LEFT,
                by=JOB_SEEKER.lead,
                hint=_("Retired, moved away, no longer looking, or not reached again and again."),
            ),
            take_back((COME, LACKING, LOOKING), GONE),
            *JOB_SEEKER.usual(COME, LACKING, LOOKING),
        ),
        limits=(
            norm(
                "register",
                _("Register or not"),
                1,
                starts=(OPEN,),
                met_by=("jobseeker_register", "jobseeker_refuse", "say_missing", "take_back"),
                working=True,
                warn=(),
            ),
            look_again("jobseeker_register", "jobseeker_refuse"),
            norm(
                "contact_first",
                _("First contact with the job seeker"),
                30,
                starts=("jobseeker_register",),
                met_by=("jobseeker_contact", "jobseeker_employed", "jobseeker_leave", "take_back"),
                counted_from="registered_on",
                met_on="contact_on",
                warn=(7, 2),
            ),
            norm(
                "contact",
                _("Next contact with the job seeker"),
                30,
                starts=("jobseeker_contact",),
                met_by=("jobseeker_contact", "jobseeker_employed", "jobseeker_leave", "take_back"),
                counted_from="contact_on",
                met_on="contact_on",
                warn=(7, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="job-seekers",
        label=_("Job seekers"),
        singular=_("Job seeker"),
        model=JOB_SEEKER.model,
        function="D1",
        title=_("The situation in one line"),
        fields=("title", "lost_on", "hardship", "schooling", "skills", "wanted"),
        columns=("hardship", "wanted", "contact_on"),
        filters=("hardship",),
        person=True,
        online=OnlineApplication(("lost_on", "schooling", "skills", "wanted", "hardship"), received=""),
        hint=_("Registered at once, then in contact every month until they work again."),
    )
)

declare_applications(
    "employaid",
    "employment-aid",
    _("Employment aid"),
    _("Employment aid"),
    key="employment_aid",
    model="office_service.EmploymentAid",
    function="D1",
    series="JH",
    decide=(10, AID_LAW),
    asks_for=("aid", "seeker", "proof", "account"),
    online=OnlineApplication(("proof",), service="aid"),
    columns=("aid", "received_on", "decided_on"),
    filters=("aid",),
    asks={"grant": ("amount",)},
    optional={"grant": ("months",)},
    hint=_("Unemployment benefit and training subsidies, decided within 10 working days of acceptance."),
)
