"""Motions and proposals of delegates of the Party congress (B12)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import distribution, follow_up, replies
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.DelegateProposal")
BY_RULES = _("Party rules; length by the office's own norm")
CAME = State("delegateproposal_came", _("Received, to be filed"))
FILED = State("delegateproposal_filed", _("Filed, being handled"))
DRAFTED = State("delegateproposal_drafted", _("Reply drafted, to be signed"), tone="soon")
REPLIED = State("delegateproposal_replied", _("Replied, to be appraised"))
APPRAISED = State("delegateproposal_appraised", _("Appraised by the delegate"), final=True, tone="done")
OPINION = State("delegateproposal_opinion", _("Kept as an opinion"), final=True, tone="done")
RUNNING = (CAME, FILED, DRAFTED, REPLIED)


register(
    Workflow(
        key="delegate_proposal",
        label=_("Proposal of a delegate"),
        model=MATTER.model,
        function="B12",
        initial=CAME,
        series="DT",
        open_told=_("Received"),
        transitions=(
            MATTER.step(
                "file",
                _("File it"),
                CAME,
                to=FILED,
                by=MATTER.head,
                fields=("filed_on",),
                main=True,
                hint=_("The time for the reply is counted from this day."),
            ),
            MATTER.end(
                "keep", _("Keep it as an opinion"), CAME, to=OPINION, hint=_("Tell the delegate why it is not filed.")
            ),
            distribution.hand_out(MATTER, FILED),
            follow_up.task_ended(FILED, DRAFTED),
            distribution.urge(MATTER, FILED),
            MATTER.step(
                "draft",
                _("Draft the reply"),
                FILED,
                to=DRAFTED,
                fields=("talked", "reply"),
                guards=(follow_up.tasks_done,),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.step(
                "send_back", _("Send the draft back"), DRAFTED, to=FILED, by=MATTER.head_or_leader, asks=("reason",)
            ),
            MATTER.decide("reply", _("Sign the reply and send it"), DRAFTED, to=REPLIED, not_by=("draft",), main=True),
            replies.appraise(
                MATTER,
                _("Write down the delegate's appraisal"),
                REPLIED,
                to=APPRAISED,
                again=FILED,
                hint=_("A delegate who is not satisfied has it answered again."),
            ),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            norm(
                "file",
                _("File it or keep it as an opinion"),
                10,
                starts=(OPEN,),
                met_by=("file", "keep"),
                counted_from="received_on",
                met_on="filed_on",
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
                counted_from="filed_on",
                warn=(30, 7, 2),
            ),
            replies.reply_again("reply"),
            replies.ask_for_appraisal("reply"),
        ),
    )
)
declare(
    Register(
        key="delegate-proposals",
        label=_("Motions and proposals of delegates"),
        singular=_("Proposal of a delegate"),
        model=MATTER.model,
        function="B12",
        title=_("Subject of the proposal"),
        fields=("title", "delegate", "sort", "received_on", "signers", "content"),
        columns=("delegate", "sort", "filed_on", "appraisal"),
        filters=("delegate", "sort"),
        hint=_("Filed or kept as an opinion, handled, answered in writing, appraised by the delegate."),
    )
)
