"""Proposals of CPPCC members, by the district's handling plan (B13)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import distribution, follow_up, replies
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.CppccProposal")
CAME = State("cppccproposal_came", _("Came in, to be signed for"))
HANDLING = State("cppccproposal_handling", _("Being handled"))
TALKED = State("cppccproposal_talked", _("Talked with the member, answer to be drafted"))
DRAFTED = State("cppccproposal_drafted", _("Answer drafted, to be signed"), tone="soon")
SIGNED = State("cppccproposal_signed", _("Signed, to be sent"), tone="soon")
SENT = State("cppccproposal_sent", _("Sent, to be appraised"))
APPRAISED = State("cppccproposal_appraised", _("Appraised by the member"), final=True, tone="done")
RETURNED = State("cppccproposal_returned", _("Returned to the district"), final=True, tone="done")
RUNNING = (CAME, HANDLING, TALKED, DRAFTED, SIGNED, SENT)


register(
    Workflow(
        key="cppcc_proposal",
        label=_("Proposal of a CPPCC member"),
        model=MATTER.model,
        function="B13",
        initial=CAME,
        series="TA",
        open_told=_("Came in"),
        transitions=(
            MATTER.step("sign_for", _("Sign for it"), CAME, to=HANDLING, main=True),
            MATTER.end("return", _("Return it: it is not ours"), CAME, HANDLING, to=RETURNED),
            distribution.hand_out(MATTER, HANDLING, TALKED),
            follow_up.task_ended(HANDLING, TALKED),
            distribution.urge(MATTER, HANDLING, TALKED),
            MATTER.step(
                "talk",
                _("Talked with the member"),
                HANDLING,
                to=TALKED,
                fields=("talked_on", "talked"),
                main=True,
                hint=_("Before, while and after it is handled; no answer without it."),
            ),
            MATTER.step(
                "draft",
                _("Draft the answer"),
                TALKED,
                to=DRAFTED,
                fields=("result", "reply"),
                guards=(follow_up.tasks_done,),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.step(
                "send_back", _("Send the draft back"), DRAFTED, to=TALKED, by=MATTER.head_or_leader, asks=("reason",)
            ),
            MATTER.decide("sign", _("Sign the answer"), DRAFTED, to=SIGNED, not_by=("draft",), main=True),
            MATTER.step("send", _("Sent"), SIGNED, to=SENT, fields=("sent_on",), main=True),
            replies.appraise(
                MATTER,
                _("Write down the member's appraisal"),
                SENT,
                to=APPRAISED,
                again=HANDLING,
                hint=_("A member who is not satisfied is talked with again."),
            ),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            norm(
                "sign_for",
                _("Sign for it or return it"),
                5,
                starts=(OPEN,),
                met_by=("sign_for", "return"),
                counted_from="came_on",
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
                met_on="sent_on",
                warn=(30, 10, 3),
            ),
            replies.reply_again("send", "return"),
            replies.ask_for_appraisal("send"),
        ),
    )
)
declare(
    Register(
        key="cppcc-proposals",
        label=_("Proposals of CPPCC members"),
        singular=_("Proposal of a CPPCC member"),
        model=MATTER.model,
        function="B13",
        title=_("Subject of the proposal"),
        fields=("title", "member", "file_number", "role", "came_on", "reply_by", "content"),
        columns=("member", "file_number", "reply_by", "appraisal"),
        filters=("member", "role"),
        hint=_("Signed for, talked over with the member, answered by the day of the district's plan, appraised."),
    )
)
