"""Supervision slips (C2): issued to departments and their branches, signed for, answered, verified; or reported up."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import escalation
from caojiadu.core.workflow import Notify, State, Workflow, register
from offices.management.models import SupervisionSlip

MATTER = Matter("office_management.SupervisionSlip")
DRAFTED = State("slip_drafted", _("Drafted, to be issued"))
ISSUED = State("slip_issued", _("Issued, to be signed for"))
SIGNED = State("slip_signed", _("Signed for"))
ANSWERED = State("slip_answered", _("Feedback given, to be verified"), tone="soon")
ABOVE = State("slip_above", _("Reported up to the district"))
VERIFIED = State("slip_verified", _("Verified"), tone="done")
CLOSED = State("slip_closed", _("Closed"), final=True, tone="done")
DROPPED = State("slip_dropped", _("Not issued"), final=True, tone="done")
OUT = (ISSUED, SIGNED, ANSWERED)
ARTICLE = _("Street ordinance, art. 12")

for _key, _words in {
    "slip_to_issue": ("督办单待签发：{number}", "A supervision slip to be issued: {number}"),
    "slip_to_verify": ("督办单已有反馈，请核实：{number}", "Feedback to a supervision slip to verify: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


def unsolved(moving: Moving) -> None:
    """What is reported up was tried here first (art. 15): the feedback does not settle it, or its day has passed."""
    slip: SupervisionSlip = moving.case
    tried = slip.not_settled or slip.answer in (slip.Answer.PART, slip.Answer.NOT)
    if not tried and slip.wanted_on >= timezone.localdate(moving.now):
        raise Refused(
            gettext(
                "Report up what stayed unsolved: after feedback that does not settle it, or once its day has passed."
            )
        )


def asked_again(moving: Moving) -> None:
    """What was said before stays in the history; new feedback is awaited."""
    moving.change(answer="", feedback="", feedback_on=None)


register(
    Workflow(
        key="supervision_slip",
        label=_("Supervision slip"),
        model=MATTER.model,
        function="C2",
        initial=DRAFTED,
        series="DC",
        open_told=_("Drafted"),
        open_notify=(Notify("head", "slip_to_issue"),),
        transitions=(
            MATTER.step(
                "slip_issue",
                _("Issue it"),
                DRAFTED,
                to=ISSUED,
                by=MATTER.head,
                fields=("way",),
                main=True,
                hint=_("From now on it is to be signed for, and answered by its day."),
            ),
            MATTER.step("slip_correct", _("Correct it"), DRAFTED, fields=("demand", "wanted_on")),
            MATTER.end("slip_drop", _("Do not issue it"), DRAFTED, to=DROPPED),
            MATTER.step(
                "slip_sign",
                _("Note that it was signed for"),
                ISSUED,
                to=SIGNED,
                fields=("signed_by", "signed_on"),
                main=True,
            ),
            MATTER.step(
                "slip_answer",
                _("Enter the feedback"),
                SIGNED,
                to=ANSWERED,
                fields=("answer", "feedback", "feedback_on"),
                notify=(Notify("head", "slip_to_verify"),),
                main=True,
            ),
            MATTER.step(
                "slip_verify",
                _("Verify: settled"),
                ANSWERED,
                to=VERIFIED,
                asks=("seen",),
                guards=(steps.not_by_whoever_made("slip_answer"),),
                main=True,
                hint=_("By somebody other than whoever entered the feedback."),
            ),
            MATTER.step(
                "slip_not_settled",
                _("Verify: not settled"),
                ANSWERED,
                to=SIGNED,
                fields=("wanted_on",),
                asks=("reason",),
                guards=(steps.not_by_whoever_made("slip_answer"),),
                effects=(steps.count("not_settled"), asked_again),
            ),
            MATTER.step(
                "slip_later",
                _("Set another day"),
                ISSUED,
                SIGNED,
                by=MATTER.head,
                fields=("wanted_on",),
                asks=("reason",),
            ),
            escalation.report_up(MATTER, *OUT, to=ABOVE, guards=(unsolved,)),
            *escalation.from_district(ABOVE, answered=VERIFIED, returned=SIGNED),
            MATTER.step(
                "slip_settled_above",
                _("Settled, told elsewhere"),
                ABOVE,
                to=VERIFIED,
                asks=("result",),
                hint=_("Where the district answered by telephone or on paper."),
            ),
            MATTER.step("slip_close", _("Close it"), VERIFIED, to=CLOSED, by=MATTER.head, asks=("result",), main=True),
            MATTER.papers(DRAFTED, *OUT, ABOVE, VERIFIED),
            MATTER.assign(DRAFTED, *OUT, ABOVE, VERIFIED),
            MATTER.note(DRAFTED, *OUT, ABOVE, VERIFIED),
            MATTER.late(*OUT, ABOVE),
        ),
        limits=(
            norm(
                "slip_sign",
                _("Signed for"),
                1,
                starts=("slip_issue",),
                met_by=("slip_sign", "report_up"),
                met_on="signed_on",
                working=True,
                warn=(),
            ),
            on_day(
                "slip_feedback",
                _("Feedback"),
                "wanted_on",
                ARTICLE,
                starts=("slip_issue",),
                met_by=("slip_answer", "report_up"),
                met_on="feedback_on",
                warn=(3, 1),
            ),
            norm(
                "slip_check",
                _("Verify the feedback"),
                3,
                starts=("slip_answer",),
                met_by=("slip_verify", "slip_not_settled", "report_up"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="supervision-slips",
        label=_("Supervision slips to departments"),
        singular=_("Supervision slip"),
        model=MATTER.model,
        function="C2",
        title=_("Matter"),
        fields=("title", "resource", "ground", "demand", "wanted_on", "grid_case", "meeting"),
        columns=("resource", "wanted_on", "answer"),
        filters=("resource", "ground", "answer"),
        hint=_("What a department or its branch is asked to do, until it is verified or reported up to the district."),
    )
)
