"""Requests for government information: corrected once, third parties asked, answered by two people in 20 working days.

The limits are those of the Regulations on Government Information Disclosure (GID), articles 30, 32 and 33.
"""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import by_law, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.open_files import add_files, take_file_off
from caojiadu.core.workflow import By, Notify, State, Stop, Transition, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.disclosure import applicant, moves, yearly  # noqa: F401, their hooks
from offices.party_administration.disclosure.moves import ANSWER, THIRD

MATTER = Matter("office_party_administration.DisclosureRequest")
FORMS = "offices.party_administration.disclosure.moves."
RECEIVED = State("disclosure_received", _("Received, to be looked at"), told=_("Received"))
TO_CORRECT = State("disclosure_to_correct", _("To be corrected by the applicant"), tone="soon")
IN_HAND = State("disclosure_in_hand", _("Being looked for"))
ASKED = State("disclosure_asked", _("A third party is asked"))
DRAFTED = State("disclosure_drafted", _("Answer drafted, to be approved"), tone="soon", told=_("Answer in preparation"))
ANSWERED = State("disclosure_answered", _("Answered"), final=True, tone="done")
GIVEN_UP = State("disclosure_given_up", _("Not corrected, given up"), final=True, tone="done")
WITHDRAWN = State("disclosure_withdrawn", _("Withdrawn by the applicant"), final=True, tone="done")
ALIVE = (RECEIVED, TO_CORRECT, IN_HAND, ASKED, DRAFTED)


def told(template: str) -> tuple[Notify, ...]:
    """The applicant is told."""
    return (Notify("resident", template),)


def third_parties() -> tuple[Transition, ...]:
    """Asking whoever has interests of their own in it, and what they said (GID 32)."""
    return (
        MATTER.step(
            "disclosure_ask_third",
            _("Ask a third party"),
            IN_HAND,
            to=ASKED,
            fields=("third_party",),
            effects=(moves.stand_still,),
            public=True,
            told=_("A third party is asked for its opinion; this time is not counted"),
            hint=_("In writing; the answer stands still meanwhile (GID 32, 33)."),
        ),
        MATTER.step(
            "disclosure_third_said",
            _("Enter what the third party said"),
            ASKED,
            to=IN_HAND,
            fields=("third_said",),
            optional=("third_reasons",),
            guards=(moves.silent_in_time, moves.reasons_given),
            effects=(moves.go_on,),
            public=True,
            told=_("The third party was heard; the time is counted again"),
            main=True,
        ),
    )


def correction_asked() -> tuple[Transition, ...]:
    """A request that is not clear goes back once, with everything that is missing (GID 30)."""
    return (
        MATTER.step(
            "disclosure_ask_correction",
            _("Ask the applicant to correct it"),
            RECEIVED,
            to=TO_CORRECT,
            fields=("to_correct", "correct_by"),
            when=(moves.correct_once,),
            guards=(moves.time_to_correct,),
            effects=(moves.not_counted,),
            notify=told("disclosure_correct"),
            public=True,
            told=_("You are asked to correct the request"),
            hint=_("Within 7 working days, once, with everything that is missing (GID 30)."),
        ),
    )


def corrected() -> tuple[Transition, ...]:
    """The correction comes, on the portal or at the office, and the time begins again; or it ends (GID 30)."""
    return (
        MATTER.step(
            "disclosure_correct",
            _("Correct the request"),
            TO_CORRECT,
            to=IN_HAND,
            by=By.RESIDENT,
            form=FORMS + "CorrectForm",
            effects=(moves.corrected_today,),
            notify=(Notify("head", "disclosure_corrected"), Notify("handler", "disclosure_corrected")),
            public=True,
            told=_("Corrected; the time begins anew"),
        ),
        MATTER.step(
            "disclosure_corrected",
            _("Enter the corrected request"),
            TO_CORRECT,
            to=IN_HAND,
            fields=("features", "received_on"),
            guards=(moves.came_corrected,),
            public=True,
            told=_("Corrected; the time begins anew"),
            main=True,
        ),
        MATTER.end(
            "disclosure_give_up",
            _("Not corrected in time: handle it no more"),
            TO_CORRECT,
            to=GIVEN_UP,
            by=MATTER.lead,
            when=(moves.time_is_over,),
            public=True,
            told=_("Not corrected in time, so it is not handled any more"),
        ),
    )


def answering() -> tuple[Transition, ...]:
    """Drafted by one, with what is given (GID 36)."""
    return (
        MATTER.step(
            "disclosure_draft",
            _("Draft the answer"),
            IN_HAND,
            DRAFTED,
            to=DRAFTED,
            fields=("outcome", "answer"),
            optional=("ground",),
            notify=(steps.TO_DECIDE,),
            main=True,
        ),
        add_files(
            MATTER,
            "disclosure_files",
            _("Add what is given"),
            IN_HAND,
            DRAFTED,
            hint=_("The applicant reads these files once an answer is approved that gives all or part."),
            by=MATTER.lead,
        ),
        take_file_off(MATTER, "disclosure_file_off", IN_HAND, DRAFTED),
    )


def deciding() -> tuple[Transition, ...]:
    """Approved or sent back by another than who drafted, once extended (GID 33)."""
    return (
        MATTER.decide(
            "disclosure_approve",
            _("Approve the answer"),
            DRAFTED,
            to=ANSWERED,
            not_by=(
                "disclosure_draft",
                "disclosure_files",
                "disclosure_file_off",
            ),
            effects=(steps.day("answered_on"),),
            notify=told("disclosure_answered"),
            public=True,
            told=_("Answered"),
            main=True,
            hint=_("Reviewed for secrecy too; it goes to the applicant at once."),
        ),
        MATTER.step(
            "disclosure_back",
            _("Send back to be drafted anew"),
            DRAFTED,
            to=IN_HAND,
            by=MATTER.head_or_leader,
            asks=("reason",),
        ),
        MATTER.step(
            "disclosure_longer",
            _("Extend the time to answer"),
            RECEIVED,
            IN_HAND,
            DRAFTED,
            by=MATTER.head_or_leader,
            form=FORMS + "LongerForm",
            when=(moves.may_be_longer,),
            effects=(moves.lengthen,),
            notify=told("disclosure_longer"),
            public=True,
            told=_("The answer takes longer"),
            hint=_("Once, by at most 20 working days (GID 33)."),
        ),
    )


register(
    Workflow(
        key="disclosure_request",
        label=_("Request for information"),
        model=MATTER.model,
        function="A0",
        initial=RECEIVED,
        series="YS",
        open_told=_("Received"),
        open_notify=(Notify("head", "disclosure_new"), Notify("resident", "disclosure_received")),
        transitions=(
            MATTER.step(
                "disclosure_take_up",
                _("It is clear: look for it"),
                RECEIVED,
                to=IN_HAND,
                public=True,
                told=_("Being looked for"),
                main=True,
            ),
            *correction_asked(),
            *corrected(),
            *third_parties(),
            *answering(),
            *deciding(),
            MATTER.step(
                "disclosure_withdraw",
                _("Withdraw the request"),
                *ALIVE,
                to=WITHDRAWN,
                by=By.RESIDENT,
                public=True,
                told=_("You withdrew the request"),
            ),
            MATTER.step(
                "disclosure_note_withdrawn",
                _("The applicant withdrew it"),
                *ALIVE,
                to=WITHDRAWN,
                asks=("note",),
                public=True,
                told=_("Withdrawn"),
                danger=True,
            ),
            *MATTER.usual(*ALIVE),
        ),
        limits=(
            by_law(
                ANSWER,
                _("Answer the request for information"),
                20,
                _("GID, art. 33"),
                starts=(OPEN, "disclosure_corrected"),
                met_by=("disclosure_approve",),
                counted_from="received_on",
                working=True,
                extends=20,
                stops=(
                    Stop(
                        "third_party",
                        _("A third party is asked"),
                        _("GID, art. 33"),
                        by=("disclosure_ask_third",),
                        resumed_by=("disclosure_third_said",),
                    ),
                ),
            ),
            by_law(
                "disclosure_look",
                _("Ask for corrections, if any"),
                7,
                _("GID, art. 30"),
                starts=(OPEN,),
                met_by=("disclosure_take_up", "disclosure_ask_correction"),
                counted_from="received_on",
                working=True,
                public=False,
            ),
            by_law(
                THIRD,
                _("Opinion of the third party"),
                15,
                _("GID, art. 32"),
                starts=("disclosure_ask_third",),
                met_by=("disclosure_third_said",),
                working=True,
                public=False,
            ),
            on_day(
                "disclosure_correction",
                _("Correct the request"),
                "correct_by",
                _("GID, art. 30"),
                starts=("disclosure_ask_correction",),
                met_by=("disclosure_correct", "disclosure_corrected"),
            ),
        ),
    )
)
declare(
    Register(
        key="disclosure-requests",
        label=_("Requests for information"),
        singular=_("Request for information"),
        model=MATTER.model,
        function="A0",
        title=_("Name of the information"),
        person=True,
        fields=("title", "applicant", "organisation", "features", "delivery", "received_on"),
        edit_form=FORMS + "AsksWhere",
        columns=("applicant", "received_on", "outcome", "answered_on"),
        filters=("outcome",),
        hint=_("Answered within 20 working days; drafted by one, approved by another; no fee is taken."),
    )
)
