"""Requests for government information: corrected once, third parties asked, answered by two people in 20 working days.

The limits are those of the Regulations on Government Information Disclosure (GID), articles 30, 32 and 33.
"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import clocks, longer
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moves import Moving
from caojiadu.core.files.moves import Audience, attach
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declared import Register, declare
from caojiadu.core.registers.limits import by_law, on_day
from caojiadu.core.registers.shapes.kinds import Kind
from caojiadu.core.workflow import By, Notify, Purpose, State, Stop, Transition, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration import disclosing, yearly  # noqa: F401, their hooks

KIND = Kind("office_party_administration.DisclosureRequest")
ANSWER, THIRD = "disclosure_answer", "disclosure_third"
FORMS = "offices.party_administration.registers.disclosure."
RECEIVED = State("disclosure_received", _("Received, to be looked at"), told=_("Received"))
TO_CORRECT = State("disclosure_to_correct", _("To be corrected by the applicant"), tone="soon")
IN_HAND = State("disclosure_in_hand", _("Being looked for"))
ASKED = State("disclosure_asked", _("A third party is asked"))
DRAFTED = State("disclosure_drafted", _("Answer drafted, to be approved"), tone="soon", told=_("Answer in preparation"))
ANSWERED = State("disclosure_answered", _("Answered"), final=True, tone="done")
GIVEN_UP = State("disclosure_given_up", _("Not corrected, given up"), final=True, tone="done")
WITHDRAWN = State("disclosure_withdrawn", _("Withdrawn by the applicant"), final=True, tone="done")
ALIVE = (RECEIVED, TO_CORRECT, IN_HAND, ASKED, DRAFTED)

for _key, _words in {
    "disclosure_new": ("收到政府信息公开申请：{number}", "A new request for information: {number}"),
    "disclosure_received": (
        "您的政府信息公开申请{number}已收到，20个工作日内答复。[咨询电话：{office_phone}]",
        "Your request for information {number} has arrived. You get an answer within 20 working days.[ {office_phone}]",
    ),
    "disclosure_correct": (
        "您的政府信息公开申请{number}需要补正，请登录后查看补正事项和期限。",
        "Your request for information {number} has to be corrected. Please sign in to see what and by when.",
    ),
    "disclosure_corrected": ("政府信息公开申请已补正：{number}", "A request for information was corrected: {number}"),
    "disclosure_longer": (
        "您的政府信息公开申请{number}延长答复期限，请登录后查看理由和新的期限。",
        "The answer to your request for information {number} takes longer. Please sign in to see why and by when.",
    ),
    "disclosure_answered": (
        "您的政府信息公开申请{number}已答复，请登录后查看。",
        "Your request for information {number} was answered. Please sign in to read it.",
    ),
}.items():
    register_template(_key, title=_words, body=_words)


class CorrectForm(MoveForm):
    """The applicant says anew what they ask for; the answer is counted from this day (GID 30)."""

    features = long_text(_("What you ask for, corrected"), rows=5)

    def initial_values(self) -> dict[str, Any]:
        return {"features": self.case.features}


class LongerForm(MoveForm):
    """By how many working days, and why: the applicant is told."""

    days = forms.IntegerField(label=_("Working days more"), min_value=1, max_value=20, initial=20)
    reason = long_text(_("Why"), rows=2, help_text=_("The applicant reads it."))
    key_fields = ("days",)
    public_words = ("reason",)


def correct_once(moving: Moving) -> None:
    """A guard: the applicant is told once of everything that has to be corrected (GID 30)."""
    if moving.case.correct_by:
        raise Refused(gettext("The applicant was asked to correct it already. That is done once (GID 30)."))


def time_to_correct(moving: Moving) -> None:
    """A guard: the time to correct it lies ahead."""
    if moving.data["correct_by"] <= timezone.localdate(moving.now):
        raise Refused(gettext("The applicant needs time: name a day that lies ahead."))


def time_is_over(moving: Moving) -> None:
    """A guard: nobody is taken to have given up before their day has passed (GID 30)."""
    if moving.case.correct_by >= timezone.localdate(moving.now):
        raise Refused(gettext("The applicant still has time to correct it."))


def not_counted(moving: Moving) -> None:
    """The answer is counted anew once it is corrected (GID 30)."""
    clocks.end(moving.case, (ANSWER,), moving.now)


def corrected_today(moving: Moving) -> None:
    """What came corrected came today: the answer is counted from this day (GID 30)."""
    moving.change(features=moving.data["features"], received_on=timezone.localdate(moving.now))
    clocks.start(moving.case, moving.case.workflow.limit(ANSWER), moving.now)
    clocks.refresh_due(moving.case)


def stand_still(moving: Moving) -> None:
    """The time that a third party takes is not counted (GID 33)."""
    longer.stop(moving, ANSWER, first_day=timezone.localdate(moving.now))


def go_on(moving: Moving) -> None:
    """From now on it is counted again."""
    longer.go_on(moving, ANSWER, last_day=timezone.localdate(moving.now))


def silent_in_time(moving: Moving) -> None:
    """A guard: a third party has 15 working days (GID 32)."""
    running = Clock.objects.filter(case_id=moving.case.pk, key=THIRD, state=Clock.State.RUNNING, due_at__gte=moving.now)
    if moving.data.get("third_said") == "silent" and running.exists():
        raise Refused(gettext("They still have time to answer (GID 32)."))


def may_be_longer(moving: Moving) -> None:
    """A guard: once, and as long as the limit runs (GID 33)."""
    longer.check_extension(moving.case, ANSWER, 1, moving.now)


def lengthen(moving: Moving) -> None:
    """Once, by at most 20 working days (GID 33)."""
    longer.lengthen(moving.case, ANSWER, moving.data["days"], moving.now)


def keep_for_applicant(moving: Moving) -> None:
    """What is given: for the applicant once it is approved."""
    attach(files=moving.data["papers"], case=moving.case, actor=moving.actor.user, audience=Audience.BOTH)


def told(template: str) -> tuple[Notify, ...]:
    """The applicant is told."""
    return (Notify("resident", template),)


def third_parties() -> tuple[Transition, ...]:
    """Asking whoever has interests of their own in it, and what they said (GID 32)."""
    return (
        KIND.step(
            "disclosure_ask_third",
            _("Ask a third party"),
            IN_HAND,
            to=ASKED,
            fields=("third_party",),
            effects=(stand_still,),
            public=True,
            told=_("A third party is asked for its opinion; this time is not counted"),
            hint=_("In writing; the answer stands still meanwhile (GID 32, 33)."),
        ),
        KIND.step(
            "disclosure_third_said",
            _("Enter what the third party said"),
            ASKED,
            to=IN_HAND,
            fields=("third_said",),
            optional=("third_reasons",),
            guards=(silent_in_time,),
            effects=(go_on,),
            public=True,
            told=_("The third party was heard; the time is counted again"),
            main=True,
        ),
    )


def corrections() -> tuple[Transition, ...]:
    """Everything about a request that is not clear (GID 30)."""
    return (
        KIND.step(
            "disclosure_ask_correction",
            _("Ask the applicant to correct it"),
            RECEIVED,
            to=TO_CORRECT,
            fields=("to_correct", "correct_by"),
            when=(correct_once,),
            guards=(time_to_correct,),
            effects=(not_counted,),
            notify=told("disclosure_correct"),
            public=True,
            told=_("You are asked to correct the request"),
            hint=_("Within 7 working days, once, with everything that is missing (GID 30)."),
        ),
        Transition(
            "disclosure_correct",
            _("Correct the request"),
            (TO_CORRECT,),
            IN_HAND,
            by=By.RESIDENT,
            form=FORMS + "CorrectForm",
            effects=(corrected_today,),
            notify=(Notify("head", "disclosure_corrected"), Notify("handler", "disclosure_corrected")),
            public=True,
            told=_("Corrected; the time begins anew"),
        ),
        KIND.step(
            "disclosure_corrected",
            _("Enter the corrected request"),
            TO_CORRECT,
            to=IN_HAND,
            fields=("features", "received_on"),
            public=True,
            told=_("Corrected; the time begins anew"),
            main=True,
        ),
        KIND.step(
            "disclosure_give_up",
            _("Not corrected in time: handle it no more"),
            TO_CORRECT,
            to=GIVEN_UP,
            asks=("reason",),
            when=(time_is_over,),
            public=True,
            told=_("Not corrected in time, so it is not handled any more"),
            danger=True,
        ),
    )


def answering() -> tuple[Transition, ...]:
    """Drafted by one, approved by another, once extended (GID 33, 36)."""
    return (
        KIND.step(
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
        KIND.step(
            "disclosure_files",
            _("Add what is given"),
            IN_HAND,
            DRAFTED,
            form="caojiadu.core.registers.steps.PapersForm",
            effects=(keep_for_applicant,),
            purpose=Purpose.PAPERS,
            hint=_("The applicant reads these files once the answer is approved."),
        ),
        KIND.step(
            "disclosure_approve",
            _("Approve the answer"),
            DRAFTED,
            to=ANSWERED,
            by=KIND.head_or_leader,
            when=(steps.not_by_whoever_made("disclosure_draft", "disclosure_files"),),
            effects=(steps.day("answered_on"),),
            notify=told("disclosure_answered"),
            public=True,
            told=_("Answered"),
            main=True,
            hint=_("Reviewed for secrecy too; it goes to the applicant at once."),
        ),
        KIND.step(
            "disclosure_back",
            _("Send back to be drafted anew"),
            DRAFTED,
            to=IN_HAND,
            by=KIND.head_or_leader,
            asks=("reason",),
        ),
        KIND.step(
            "disclosure_longer",
            _("Extend the time to answer"),
            RECEIVED,
            IN_HAND,
            DRAFTED,
            by=KIND.head_or_leader,
            form=FORMS + "LongerForm",
            when=(may_be_longer,),
            effects=(lengthen,),
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
        model=KIND.model,
        function="A0",
        initial=RECEIVED,
        series="YS",
        open_told=_("Received"),
        open_notify=(Notify("head", "disclosure_new"), Notify("resident", "disclosure_received")),
        transitions=(
            KIND.step(
                "disclosure_take_up",
                _("It is clear: look for it"),
                RECEIVED,
                to=IN_HAND,
                public=True,
                told=_("Being looked for"),
                main=True,
            ),
            *corrections(),
            *third_parties(),
            *answering(),
            Transition(
                "disclosure_withdraw",
                _("Withdraw the request"),
                ALIVE,
                WITHDRAWN,
                by=By.RESIDENT,
                public=True,
                told=_("You withdrew the request"),
            ),
            KIND.step(
                "disclosure_note_withdrawn",
                _("The applicant withdrew it"),
                *ALIVE,
                to=WITHDRAWN,
                asks=("note",),
                public=True,
                told=_("Withdrawn"),
                danger=True,
            ),
            *steps.usual(KIND.handle, *ALIVE),
        ),
        limits=(
            by_law(
                ANSWER,
                _("Answer the request for information"),
                20,
                _("GID, art. 33"),
                starts=(OPEN, "disclosure_corrected"),
                met_by=("disclosure_approve",),
                since="received_on",
                working=True,
                extends=20,
                stops=(
                    Stop(
                        "third_party",
                        _("A third party is asked"),
                        _("GID, art. 33"),
                        by=("disclosure_ask_third",),
                        until=("disclosure_third_said",),
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
                since="received_on",
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
        one=_("Request for information"),
        model=KIND.model,
        function="A0",
        title=_("Name of the information"),
        person=True,
        fields=("title", "applicant", "organisation", "features", "delivery", "received_on"),
        columns=("applicant", "received_on", "outcome", "answered_on"),
        filters=("outcome",),
        hint=_("Answered within 20 working days; drafted by one, approved by another; no fee is taken."),
    )
)
