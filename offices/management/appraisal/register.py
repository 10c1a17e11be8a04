"""Appraisal of branches (C2, R3): rounds that residents answer, and the street's opinion on each branch (art. 11)."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district.reports import Report
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import escalation
from caojiadu.core.workflow import By, Notify, Purpose, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.management.appraisal import counting

LABEL = "office_management"
APPRAISAL_ROUND = Matter(f"{LABEL}.AppraisalRound")
BRANCH_APPRAISAL = Matter(f"{LABEL}.BranchAppraisal")
FORMS = "offices.management.appraisal.forms."

DRAFTED = State("round_drafted", _("Prepared, not open yet"))
RUNNING = State("round_open", _("Open to residents"))
OVER = State("round_over", _("Over, opinions being written"), tone="soon")
DONE = State("round_done", _("All opinions passed on"), final=True, tone="done")
STOPPED = State("round_stopped", _("Round not held"), final=True, tone="done")

ASKED = State("appraisal_asked", _("Residents are being asked"))
COUNTED = State("appraisal_counted", _("Counted, opinion to be written"), tone="soon")
WRITTEN = State("appraisal_written", _("Opinion written, to be signed"), tone="soon")
SIGNED = State("appraisal_signed", _("Signed, to be passed on"))
PASSED = State("appraisal_passed", _("Passed on to the department"))
ENDED = State("appraisal_ended", _("Appraisal ended"), final=True, tone="done")
LEFT_OUT = State("appraisal_left_out", _("Left out"), final=True, tone="done")


def somebody_is_appraised(moving: Moving) -> None:
    """A form with nobody on it cannot be filled in."""
    if not moving.case.appraisals.filter(closed_at=None).exists():
        raise Refused(gettext("Enter first who is appraised in this round."))


def its_day_has_passed(moving: Moving) -> None:
    """What was announced as open until a day stays open until then."""
    if moving.case.closes_on >= timezone.localdate(moving.now):
        raise Refused(gettext("It is open until %(day)s.") % {"day": date_format(moving.case.closes_on)})


def counted(moving: Moving) -> None:
    """From now on no ballot belongs to anybody, an opinion on each body is due, and the form is public no more."""
    counting.forget(moving.case)
    moving.change(published_on=None)
    for one in moving.case.appraisals.filter(state=ASKED.key):
        move(case=one, key="appraisal_counted", actor=Actor.timer(), now=moving.now)


def all_passed_on(moving: Moving) -> None:
    """The round ends with the last opinion."""
    if moving.case.appraisals.filter(closed_at=None).exists():
        raise Refused(gettext("Not every opinion of this round is passed on and ended."))


def leave_out_all(moving: Moving) -> None:
    """Nobody is appraised in a round that is not held."""
    for one in moving.case.appraisals.filter(closed_at=None):
        move(case=one, key="appraisal_dropped", actor=Actor.timer(), now=moving.now)


def result_is_not_public(moving: Moving) -> None:
    """Figures that everybody reads stay as they were reviewed."""
    if counting.result_is_public(moving.case.round):
        raise Refused(gettext("The result of this round is public: nothing is added to it any more."))


def keep_paper(moving: Moving) -> None:
    """Add what was counted on paper."""
    numbers = {int(name.removeprefix("grade_")): n for name, n in moving.data.items() if name.startswith("grade_")}
    counting.count_paper(moving.case, moving.data["voice"], numbers)


register(
    Workflow(
        key="appraisal_round",
        label=_("Round of appraisal"),
        model=APPRAISAL_ROUND.model,
        function="C2",
        initial=DRAFTED,
        series="PL",
        open_told=_("Prepared"),
        transitions=(
            APPRAISAL_ROUND.step(
                "round_open",
                _("Open it after the secrecy review"),
                DRAFTED,
                to=RUNNING,
                by=APPRAISAL_ROUND.head_or_leader,
                guards=(steps.not_by_whoever_made(OPEN, "round_correct"), somebody_is_appraised),
                effects=(steps.day("published_on"),),
                asks=("note",),
                main=True,
                hint=_("Residents see it from its first day. Whoever prepared it does not open it."),
            ),
            APPRAISAL_ROUND.step("round_correct", _("Correct it"), DRAFTED, fields=("about", "opens_on", "closes_on")),
            APPRAISAL_ROUND.step(
                "round_longer",
                _("Keep it open longer"),
                RUNNING,
                by=APPRAISAL_ROUND.head,
                fields=("closes_on",),
                asks=("reason",),
            ),
            APPRAISAL_ROUND.step(
                "round_close",
                _("Close the count"),
                RUNNING,
                to=OVER,
                guards=(its_day_has_passed,),
                effects=(counted,),
                main=True,
            ),
            APPRAISAL_ROUND.step(
                "round_end",
                _("End the round"),
                OVER,
                to=DONE,
                by=APPRAISAL_ROUND.head,
                guards=(all_passed_on,),
                asks=("result",),
                main=True,
            ),
            APPRAISAL_ROUND.publish(
                OVER,
                DONE,
                key="round_result",
                by_nobody_who=("round_close",),
                fields=(),
                when=(steps.not_by_whoever_made("appraisal_paper", on=lambda case: case.appraisals.all()),),
            ),
            APPRAISAL_ROUND.take_off(OVER, DONE),
            APPRAISAL_ROUND.end(
                "round_stop", _("Do not hold the round"), DRAFTED, to=STOPPED, effects=(leave_out_all,)
            ),
            APPRAISAL_ROUND.note(DRAFTED, RUNNING, OVER),
            APPRAISAL_ROUND.assign(DRAFTED, RUNNING, OVER),
            APPRAISAL_ROUND.late(RUNNING),
        ),
        limits=(
            on_day(
                "round_closes",
                _("Close the count"),
                "closes_on",
                _("The day that was announced"),
                starts=("round_open",),
                met_by=("round_close",),
                warn=(3,),
            ),
        ),
    )
)
declare(
    Register(
        key="appraisal-rounds",
        label=_("Rounds of appraisal"),
        singular=_("Round of appraisal"),
        model=APPRAISAL_ROUND.model,
        function="C2",
        title=_("Name of the round"),
        fields=("title", "year", "about", "opens_on", "closes_on"),
        columns=("year", "opens_on", "closes_on"),
        hint=_("Residents, social organisations and units appraise branches and departments through an open form."),
        public=("about", "opens_on", "closes_on"),
        shown_in=(RUNNING, OVER, DONE),
        shown_since="published_on",
    )
)
register(
    Workflow(
        key="appraisal",
        label=_("Appraisal of a branch"),
        model=BRANCH_APPRAISAL.model,
        function="C2",
        initial=ASKED,
        series="PJ",
        open_told=_("Entered"),
        transitions=(
            BRANCH_APPRAISAL.step(
                "appraisal_paper",
                _("Enter what was counted on paper"),
                ASKED,
                COUNTED,
                form=FORMS + "PaperForm",
                when=(result_is_not_public,),
                effects=(keep_paper,),
                purpose=Purpose.NOTES,
            ),
            BRANCH_APPRAISAL.step("appraisal_counted", _("The count is closed"), ASKED, to=COUNTED, by=By.TIMER),
            BRANCH_APPRAISAL.step("appraisal_dropped", _("The round is not held"), ASKED, to=LEFT_OUT, by=By.TIMER),
            BRANCH_APPRAISAL.end("appraisal_leave_out", _("Leave it out"), ASKED, to=LEFT_OUT),
            BRANCH_APPRAISAL.step(
                "appraisal_write",
                _("Write the opinion"),
                COUNTED,
                to=WRITTEN,
                fields=("street_grade", "street_opinion"),
                notify=(Notify("head", "to_decide"),),
                main=True,
            ),
            BRANCH_APPRAISAL.step(
                "appraisal_rewrite",
                _("Send the draft back"),
                WRITTEN,
                to=COUNTED,
                by=BRANCH_APPRAISAL.head,
                asks=("reason",),
            ),
            BRANCH_APPRAISAL.step(
                "appraisal_sign",
                _("Sign the opinion"),
                WRITTEN,
                to=SIGNED,
                by=BRANCH_APPRAISAL.head_or_leader,
                guards=(steps.not_by_whoever_made("appraisal_write"),),
                main=True,
            ),
            escalation.report_up(
                BRANCH_APPRAISAL,
                SIGNED,
                to=PASSED,
                key="appraisal_pass_on",
                label=_("Pass it on to the department"),
                kind=Report.Kind.OPINION,
                form=FORMS + "PassOnForm",
                purpose=Purpose.DECIDE,
                main=True,
                hint=_("The street's opinion is heard when a branch is appraised (art. 11)."),
            ),
            BRANCH_APPRAISAL.step(
                "appraisal_handed_over",
                _("Passed on elsewhere"),
                SIGNED,
                to=PASSED,
                asks=("note",),
                hint=_("On paper, or in the department's own appraisal."),
            ),
            *escalation.from_district(PASSED),
            BRANCH_APPRAISAL.step(
                "appraisal_end",
                _("End it"),
                PASSED,
                to=ENDED,
                asks=("result",),
                main=True,
                hint=_("With what the department did with it."),
            ),
            BRANCH_APPRAISAL.note(ASKED, COUNTED, WRITTEN, SIGNED, PASSED),
            BRANCH_APPRAISAL.assign(ASKED, COUNTED, WRITTEN, SIGNED, PASSED),
            BRANCH_APPRAISAL.late(COUNTED, WRITTEN, SIGNED),
        ),
        limits=(
            norm(
                "appraisal_opinion",
                _("Write, sign and pass on the opinion"),
                10,
                starts=("appraisal_counted",),
                met_by=("appraisal_pass_on", "appraisal_handed_over"),
                working=True,
                warn=(3, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="appraisals",
        label=_("Appraisals of branches"),
        singular=_("Appraisal of a branch"),
        model=BRANCH_APPRAISAL.model,
        function="C2",
        title=_("What is appraised"),
        fields=("title", "round", "resource"),
        columns=("round", "resource", "street_grade"),
        filters=("round", "resource"),
        hint=_("Each branch in a round: what residents gave, and the street's opinion for its department."),
    )
)
