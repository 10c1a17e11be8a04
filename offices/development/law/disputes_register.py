"""Reconsiderations and lawsuits against the street (H11), with their legal limits."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import by_law, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workdays.deadlines import add_days
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

CASE = Matter("office_development.Reconsideration")
NOTICE = State("reconsideration_notice", _("Notice received, answer to be written"))
DRAFT = State("reconsideration_draft", _("Answer written, to be signed"), tone="soon")
ANSWERED = State("reconsideration_answered", _("Answered, decision awaited"))
TO_PERFORM = State("reconsideration_to_perform", _("Decided, to be carried out"), tone="soon")
CLOSED = State("reconsideration_closed", _("Decided and carried out"), final=True, tone="done")
NOTHING_TO_DO = frozenset({"upheld", "settled"})


def set_answer_day(moving: Moving) -> None:
    """The answer is owed so many working days after the copy of the request came (arts. 48, 54, 88)."""
    case = moving.case
    days = case.ANSWER_WITHIN[case.procedure]
    moving.change(answer_due=add_days(case.received_on, days, working=True).date)
    steps.restart_limits("answer")(moving)


def after_the_decision(moving: Moving) -> State:
    """Whether something is to be carried out."""
    return CLOSED if moving.data["decision"] in NOTHING_TO_DO else TO_PERFORM


register(
    Workflow(
        key="reconsideration",
        label=_("Reconsideration"),
        model=CASE.model,
        function="H11",
        initial=NOTICE,
        series="FU",
        open_told=_("Notice received"),
        open_effects=(set_answer_day,),
        transitions=(
            CASE.step(
                "reconsideration_procedure",
                _("The procedure changes"),
                NOTICE,
                DRAFT,
                fields=("procedure",),
                asks=("reason",),
                effects=(set_answer_day,),
            ),
            CASE.step("reconsideration_write", _("Write the answer"), NOTICE, to=DRAFT, fields=("answer",), main=True),
            CASE.step("reconsideration_rewrite", _("Back to the draft"), DRAFT, to=NOTICE, asks=("reason",)),
            CASE.decide(
                "reconsideration_answer",
                _("Sign and send the answer"),
                DRAFT,
                to=ANSWERED,
                fields=("answered_on",),
                not_by=("reconsideration_write",),
                main=True,
            ),
            CASE.step(
                "reconsideration_decide",
                _("Enter the decision"),
                ANSWERED,
                fields=("decision", "decided_on"),
                optional=("perform_by",),
                asks=("note",),
                other_targets=(CLOSED, TO_PERFORM),
                choose_target=after_the_decision,
                main=True,
            ),
            CASE.step(
                "reconsideration_settle", _("Settled before the answer"), NOTICE, DRAFT, to=CLOSED, asks=("reason",)
            ),
            CASE.step(
                "reconsideration_perform", _("Carried out"), TO_PERFORM, to=CLOSED, fields=("performed",), main=True
            ),
            *CASE.usual(NOTICE, DRAFT, ANSWERED, TO_PERFORM),
        ),
        limits=(
            on_day(
                "answer",
                _("Answer to the reconsideration"),
                "answer_due",
                _("Administrative Reconsideration Law, arts. 48, 54 and 88"),
                starts=(OPEN,),
                met_by=("reconsideration_answer", "reconsideration_settle"),
                legal=True,
                met_on="answered_on",
                warn=(5, 2),
            ),
            on_day(
                "perform",
                _("To be carried out by"),
                "perform_by",
                _("The decision itself"),
                starts=("reconsideration_decide",),
                met_by=("reconsideration_perform",),
                legal=True,
                warn=(7, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="reconsiderations",
        label=_("Reconsiderations"),
        singular=_("Reconsideration"),
        model=CASE.model,
        function="H11",
        title=_("The matter in one line"),
        fields=("title", "act", "done_by", "procedure", "received_on"),
        columns=("done_by", "answer_due", "decision"),
        filters=("procedure",),
        hint=_("Requests against acts of the street, which the district government decides (art. 24)."),
    )
)
SUIT = Matter("office_development.Lawsuit")
SUED = State("lawsuit_sued", _("Complaint received, defence to be handed in"))
DEFENDED = State("lawsuit_defended", _("Defence handed in, hearing awaited"))
HEARING = State("lawsuit_hearing", _("Day of the hearing set"))
HEARD = State("lawsuit_heard", _("Heard in court, judgment awaited"))
JUDGED = State("lawsuit_judged", _("Judged, appeal to be decided"), tone="soon")
APPEALED = State("lawsuit_appealed", _("In the second instance"))
FINAL = State("lawsuit_final", _("Judgment final, to be carried out"), tone="soon")
ENDED = State("lawsuit_ended", _("Lawsuit ended"), final=True, tone="done")
JUDGMENT = ("outcome", "served_on")


def hearing_begun(moving: Moving) -> None:
    """A guard: nobody was heard before the hour of the hearing."""
    if moving.case.hearing_at > moving.now:
        raise Refused(gettext("The hearing has not begun."))


register(
    Workflow(
        key="lawsuit",
        label=_("Lawsuit against the street"),
        model=SUIT.model,
        function="H11",
        initial=SUED,
        series="SS",
        open_told=_("Complaint received"),
        open_notify=(steps.TO_DECIDE,),
        transitions=(
            SUIT.step("lawsuit_defend", _("Defence handed in"), SUED, to=DEFENDED, fields=("answered_on",), main=True),
            SUIT.step(
                "lawsuit_hearing",
                _("Hearing set"),
                DEFENDED,
                HEARING,
                HEARD,
                to=HEARING,
                fields=("hearing_at", "appears"),
                asks=("note",),
                main=True,
                hint=_("The director or a deputy appears; otherwise the note says why (art. 3)."),
            ),
            SUIT.step(
                "lawsuit_heard",
                _("Hearing held"),
                HEARING,
                to=HEARD,
                asks=("result",),
                when=(hearing_begun,),
                main=True,
            ),
            SUIT.step(
                "lawsuit_judge", _("Judgment served"), DEFENDED, HEARING, HEARD, to=JUDGED, fields=JUDGMENT, main=True
            ),
            SUIT.step(
                "lawsuit_appeal",
                _("Appealed, by either side"),
                JUDGED,
                to=APPEALED,
                by=SUIT.head_or_leader,
                asks=("reason",),
            ),
            SUIT.step(
                "lawsuit_second", _("Judged in the second instance"), APPEALED, to=FINAL, fields=JUDGMENT, main=True
            ),
            SUIT.step(
                "lawsuit_accept",
                _("Nobody appealed"),
                JUDGED,
                to=FINAL,
                by=SUIT.head_or_leader,
                asks=("note",),
                main=True,
            ),
            SUIT.step("lawsuit_end", _("Carried out"), FINAL, to=ENDED, fields=("performed",), main=True),
            SUIT.step(
                "lawsuit_withdrawn", _("Claim withdrawn"), SUED, DEFENDED, HEARING, HEARD, to=ENDED, asks=("reason",)
            ),
            *SUIT.usual(SUED, DEFENDED, HEARING, HEARD, JUDGED, APPEALED, FINAL),
        ),
        limits=(
            by_law(
                "defence",
                _("Defence and evidence to the court"),
                15,
                _("Administrative Procedure Law, art. 67"),
                starts=(OPEN,),
                met_by=("lawsuit_defend", "lawsuit_withdrawn"),
                counted_from="received_on",
                met_on="answered_on",
                warn=(7, 3),
            ),
            on_day(
                "hearing",
                _("Hearing in court"),
                "hearing_at",
                _("Summons of the court"),
                starts=(),
                met_by=("lawsuit_heard", "lawsuit_judge", "lawsuit_withdrawn"),
                warn=(7, 1),
                climbs=False,
            ),
            by_law(
                "appeal",
                _("Appeal against the judgment"),
                15,
                _("Administrative Procedure Law, art. 85"),
                starts=("lawsuit_judge",),
                met_by=("lawsuit_appeal", "lawsuit_accept"),
                counted_from="served_on",
                warn=(7, 3),
            ),
            norm(
                "perform",
                _("Carry the judgment out"),
                30,
                starts=("lawsuit_second", "lawsuit_accept"),
                met_by=("lawsuit_end",),
                warn=(7,),
            ),
        ),
    )
)
declare(
    Register(
        key="lawsuits",
        label=_("Lawsuits against the street"),
        singular=_("Lawsuit against the street"),
        model=SUIT.model,
        function="H11",
        title=_("The matter in one line"),
        fields=("title", "court", "claim", "sued_office", "received_on"),
        columns=("court", "sued_office", "hearing_at", "outcome"),
        filters=("sued_office",),
        hint=_("Complaint, defence, hearing, judgment, appeal, carrying out, each with its limit."),
    )
)
