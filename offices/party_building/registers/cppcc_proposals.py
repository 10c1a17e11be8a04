"""Proposals of CPPCC members, by the district's handling plan (B13)."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.patterns import distribution, follow_up
from caojiadu.core.registers.patterns.kinds import Kind, states_of
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.models.delegates import Appraisal, not_yet_satisfied
from offices.party_building.shared import LABEL

KIND = Kind(f"{LABEL}.CppccProposal")
AT = SimpleNamespace(
    **states_of(
        "cppccproposal",
        {
            "came": _("Came in, to be signed for"),
            "handling": _("Being handled"),
            "talked": _("Talked with the member, answer to be drafted"),
            "drafted": _("Answer drafted, to be signed"),
            "signed": _("Signed, to be sent"),
            "sent": _("Sent, to be appraised"),
            "appraised": _("Appraised by the member"),
            "returned": _("Returned to the district"),
        },
        rests=("appraised", "returned"),
        soon=("drafted", "signed"),
    )
)
RUNNING = (AT.came, AT.handling, AT.talked, AT.drafted, AT.signed, AT.sent)


def after_appraisal(moving: Moving) -> State:
    """A member who is not satisfied is talked with again."""
    return AT.handling if moving.data["appraisal"] == Appraisal.UNHAPPY else AT.appraised


register(
    Workflow(
        key="cppcc_proposal",
        label=_("Proposal of a CPPCC member"),
        model=KIND.model,
        function="B13",
        initial=AT.came,
        series="TA",
        open_told=_("Came in"),
        transitions=(
            KIND.step("sign_for", _("Sign for it"), AT.came, to=AT.handling, main=True),
            KIND.step(
                "return",
                _("Return it: it is not ours"),
                AT.came,
                AT.handling,
                to=AT.returned,
                by=KIND.head,
                asks=("reason",),
                danger=True,
            ),
            distribution.hand_out(KIND.handle, AT.handling, AT.talked),
            follow_up.task_ended(AT.handling, AT.talked),
            distribution.urge(KIND.handle, AT.handling, AT.talked),
            KIND.step(
                "talk",
                _("Talked with the member"),
                AT.handling,
                to=AT.talked,
                fields=("talked_on", "talked"),
                main=True,
                hint=_("Before, while and after it is handled; no answer without it."),
            ),
            KIND.step(
                "draft",
                _("Draft the answer"),
                AT.talked,
                to=AT.drafted,
                fields=("result", "reply"),
                guards=(follow_up.tasks_done,),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            KIND.step(
                "send_back",
                _("Send the draft back"),
                AT.drafted,
                to=AT.talked,
                by=KIND.head_or_leader,
                asks=("reason",),
            ),
            KIND.step(
                "sign",
                _("Sign the answer"),
                AT.drafted,
                to=AT.signed,
                by=KIND.head_or_leader,
                when=(steps.not_by_whoever_made("draft"),),
                main=True,
            ),
            KIND.step("send", _("Sent"), AT.signed, to=AT.sent, fields=("sent_on",), main=True),
            KIND.step(
                "appraise",
                _("Write down the member's appraisal"),
                AT.sent,
                to=AT.appraised,
                fields=("appraisal",),
                others=(AT.handling,),
                choose=after_appraisal,
                main=True,
                hint=_("A member who is not satisfied is talked with again."),
            ),
            *steps.usual(KIND.handle, *RUNNING),
        ),
        limits=(
            norm(
                "sign_for",
                _("Sign for it or return it"),
                5,
                starts=(OPEN,),
                met_by=("sign_for", "return"),
                since="came_on",
                working=True,
                warn=(2,),
            ),
            on_day(
                "reply",
                _("Answer the member"),
                "reply_by",
                _("The district's handling plan"),
                starts=(OPEN,),
                met_by=("send", "return"),
                kept_on="sent_on",
                warn=(30, 10, 3),
            ),
            norm(
                "reply_again",
                _("Not satisfied: answer again"),
                30,
                starts=("appraise",),
                met_by=("send", "return"),
                warn=(7, 2),
                applies=not_yet_satisfied,
            ),
            norm("appraisal", _("Ask for the appraisal"), 15, starts=("send",), met_by=("appraise",), warn=(3,)),
        ),
    )
)
declare(
    Register(
        key="cppcc-proposals",
        label=_("Proposals of CPPCC members"),
        one=_("Proposal of a CPPCC member"),
        model=KIND.model,
        function="B13",
        title=_("Subject of the proposal"),
        fields=("title", "member", "file_number", "role", "came_on", "reply_by", "content"),
        columns=("member", "file_number", "reply_by", "appraisal"),
        filters=("member", "role"),
        hint=_("Signed for, talked over with the member, answered by the day of the district's plan, appraised."),
    )
)
