"""Motions and proposals of delegates of the Party congress (B12)."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.patterns import distribution, follow_up
from caojiadu.core.registers.patterns.kinds import Kind, states_of
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.models.delegates import Appraisal, not_yet_satisfied
from offices.party_building.shared import LABEL

KIND = Kind(f"{LABEL}.DelegateProposal")
BY_RULES = _("Party rules; length by the office's own norm")
AT = SimpleNamespace(
    **states_of(
        "delegateproposal",
        {
            "came": _("Received, to be filed"),
            "filed": _("Filed, being handled"),
            "drafted": _("Reply drafted, to be signed"),
            "replied": _("Replied, to be appraised"),
            "appraised": _("Appraised by the delegate"),
            "opinion": _("Kept as an opinion"),
        },
        rests=("appraised", "opinion"),
        soon=("drafted",),
    )
)
RUNNING = (AT.came, AT.filed, AT.drafted, AT.replied)


def after_appraisal(moving: Moving) -> State:
    """A delegate who is not satisfied has it handled again."""
    return AT.filed if moving.data["appraisal"] == Appraisal.UNHAPPY else AT.appraised


register(
    Workflow(
        key="delegate_proposal",
        label=_("Proposal of a delegate"),
        model=KIND.model,
        function="B12",
        initial=AT.came,
        series="DT",
        open_told=_("Received"),
        transitions=(
            KIND.step(
                "file",
                _("File it"),
                AT.came,
                to=AT.filed,
                by=KIND.head,
                fields=("filed_on",),
                main=True,
                hint=_("The time for the reply is counted from this day."),
            ),
            KIND.step(
                "keep",
                _("Keep it as an opinion"),
                AT.came,
                to=AT.opinion,
                by=KIND.head,
                asks=("reason",),
                danger=True,
                hint=_("Tell the delegate why it is not filed."),
            ),
            distribution.hand_out(KIND.handle, AT.filed),
            follow_up.task_ended(AT.filed, AT.drafted),
            distribution.urge(KIND.handle, AT.filed),
            KIND.step(
                "draft",
                _("Draft the reply"),
                AT.filed,
                to=AT.drafted,
                fields=("talked", "reply"),
                guards=(follow_up.tasks_done,),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            KIND.step(
                "send_back", _("Send the draft back"), AT.drafted, to=AT.filed, by=KIND.head_or_leader, asks=("reason",)
            ),
            KIND.step(
                "reply",
                _("Sign the reply and send it"),
                AT.drafted,
                to=AT.replied,
                by=KIND.head_or_leader,
                when=(steps.not_by_whoever_made("draft"),),
                main=True,
            ),
            KIND.step(
                "appraise",
                _("Write down the delegate's appraisal"),
                AT.replied,
                to=AT.appraised,
                fields=("appraisal",),
                others=(AT.filed,),
                choose=after_appraisal,
                main=True,
                hint=_("A delegate who is not satisfied has it answered again."),
            ),
            *steps.usual(KIND.handle, *RUNNING),
        ),
        limits=(
            norm(
                "file",
                _("File it or keep it as an opinion"),
                10,
                starts=(OPEN,),
                met_by=("file", "keep"),
                since="received_on",
                kept_on="filed_on",
                working=True,
                warn=(3,),
            ),
            norm(
                "reply",
                _("Reply to the delegate"),
                90,
                article=BY_RULES,
                starts=("file",),
                met_by=("reply",),
                since="filed_on",
                warn=(30, 7, 2),
            ),
            norm(
                "reply_again",
                _("Not satisfied: answer again"),
                30,
                starts=("appraise",),
                met_by=("reply",),
                warn=(7, 2),
                applies=not_yet_satisfied,
            ),
            norm("appraisal", _("Ask for the appraisal"), 15, starts=("reply",), met_by=("appraise",), warn=(3,)),
        ),
    )
)
declare(
    Register(
        key="delegate-proposals",
        label=_("Motions and proposals of delegates"),
        one=_("Proposal of a delegate"),
        model=KIND.model,
        function="B12",
        title=_("Subject of the proposal"),
        fields=("title", "delegate", "sort", "received_on", "signers", "content"),
        columns=("delegate", "sort", "filed_on", "appraisal"),
        filters=("delegate", "sort"),
        hint=_("Filed or kept as an opinion, handled, answered in writing, appraised by the delegate."),
    )
)
