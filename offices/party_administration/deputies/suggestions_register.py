"""Written suggestions of deputies (A7): assigned, handled by one or several offices, replied to, appraised."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import distribution, follow_up, replies
from caojiadu.core.workflow import Notify, State, Who, Workflow, register
from offices.party_administration.deputies.register import LABEL

MATTER = Matter(f"{LABEL}.DeputySuggestion")
LAW = _("Deputies Law, art. 51")
CAME = State("suggestion_came", _("Registered, to be assigned"))
ASSIGNED = State("suggestion_assigned", _("Assigned, being handled"))
DRAFTED = State("suggestion_drafted", _("Reply drafted, to be signed"), tone="soon")
REPLIED = State("suggestion_replied", _("Replied, to be appraised"))
APPRAISED = State("suggestion_appraised", _("Appraised by the deputy"), final=True, tone="done")
PASSED = State("suggestion_passed_on", _("Passed on to the body it concerns"), final=True, tone="done")
OPEN_STATES = (CAME, ASSIGNED, DRAFTED, REPLIED)
SIGNER = MATTER.staff("sign", Who.HEAD, Who.LEADER)

for _key, _words in {
    "suggestion_to_sign": ("代表书面意见答复待签发：{number}", "A reply to a deputy to sign: {number}"),
    "suggestion_back": ("代表书面意见答复退回修改：{number}", "A reply to a deputy comes back: {number}"),
    "suggestion_again": (
        "代表对答复不满意，请重新办理：{number}",
        "A deputy is not satisfied: {number}",
    ),
}.items():
    register_template(_key, title=_words, body=_words)


def make_wide(moving: Moving) -> None:
    """Six months instead of three, from the same day of assignment."""
    moving.change(wide=True)
    steps.restart_limits("reply")(moving)


def not_wide_yet(moving: Moving) -> None:
    """A guard: it was not found wide or difficult before, and its first reply is still owed."""
    if moving.case.wide or moving.case.handled_again:
        raise Refused(gettext("Its limit was set already."))


def handle_again(moving: Moving) -> None:
    """Count it, give it its time, and tell whoever has it."""
    if moving.case.state != ASSIGNED.key:
        return
    moving.change(handled_again=moving.case.handled_again + 1)
    limit = moving.case.workflow.limit("again")
    clocks.start(moving.case, limit, moving.now)
    clocks.refresh_due(moving.case)
    tell(moving.written, moving.case, (Notify("handler", "suggestion_again"), Notify("head", "suggestion_again")))


register(
    Workflow(
        key="deputy_suggestion",
        label=_("Suggestion of a deputy"),
        model=MATTER.model,
        function="A7",
        initial=CAME,
        series="RD",
        open_told=_("Registered"),
        transitions=(
            MATTER.step(
                "suggestion_assign",
                _("Note the assignment"),
                CAME,
                to=ASSIGNED,
                fields=("assigned_on",),
                main=True,
                hint=_("The time for the reply is counted from this day."),
            ),
            MATTER.step(
                "suggestion_wide",
                _("Wide or difficult: six months"),
                ASSIGNED,
                DRAFTED,
                by=SIGNER,
                asks=("reason",),
                when=(not_wide_yet,),
                effects=(make_wide,),
            ),
            distribution.hand_out(MATTER, ASSIGNED),
            follow_up.task_ended(ASSIGNED, DRAFTED, REPLIED),
            distribution.urge(MATTER, ASSIGNED),
            MATTER.step(
                "suggestion_draft",
                _("Draft the reply"),
                ASSIGNED,
                to=DRAFTED,
                fields=("talked", "result", "reply"),
                guards=(follow_up.tasks_done,),
                notify=(Notify("decider", "suggestion_to_sign"),),
                main=True,
            ),
            MATTER.step(
                "suggestion_send_back",
                _("Send the draft back"),
                DRAFTED,
                to=ASSIGNED,
                by=SIGNER,
                asks=("reason",),
                notify=(Notify("handler", "suggestion_back"),),
            ),
            MATTER.step(
                "suggestion_reply",
                _("Sign the reply and send it"),
                DRAFTED,
                to=REPLIED,
                by=SIGNER,
                guards=(steps.not_by_whoever_made("suggestion_draft"),),
                main=True,
            ),
            replies.appraise(
                MATTER,
                _("Write down the deputy's appraisal"),
                REPLIED,
                to=APPRAISED,
                again=ASSIGNED,
                key="suggestion_appraise",
                optional=("remark",),
                effects=(handle_again,),
                hint=_("A deputy who is not satisfied has it handled again."),
            ),
            MATTER.end(
                "suggestion_pass_on", _("Pass on to the body it concerns"), CAME, ASSIGNED, to=PASSED, by=SIGNER
            ),
            *MATTER.usual(*OPEN_STATES, with_papers=False),
        ),
        limits=(
            on_day(
                "reply",
                _("Reply to the deputy"),
                "reply_by",
                LAW,
                starts=("suggestion_assign",),
                met_by=("suggestion_reply",),
                warn=(30, 7, 2),
                legal=True,
            ),
            norm(
                "again",
                _("Reply to the deputy again"),
                30,
                starts=(),
                met_by=("suggestion_reply",),
                warn=(7, 2),
            ),
            replies.ask_for_appraisal(
                "suggestion_reply", _("Ask for the deputy's appraisal"), met_by="suggestion_appraise"
            ),
        ),
    )
)
declare(
    Register(
        key="deputy-suggestions",
        label=_("Suggestions of deputies"),
        singular=_("Suggestion of a deputy"),
        model=MATTER.model,
        function="A7",
        title=_("Subject of the suggestion"),
        fields=("title", "deputy", "day", "made", "content", "received_on"),
        columns=("deputy", "made", "appraisal"),
        filters=("made", "deputy"),
        hint=_("Written suggestions: replied to within three months of assignment, six where wide or difficult."),
    )
)
