"""Joint meetings, joint actions and the parts in them (C1)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.patterns import follow_up, meeting
from caojiadu.core.workflow import Notify, Purpose, State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.management import joint

LABEL = "office_management"
MEETINGS = meeting.states("management")
ACT, APPROVE = f"{LABEL}.handle_jointaction", f"{LABEL}.close_jointaction"
PART, DROP = f"{LABEL}.handle_actionpart", f"{LABEL}.close_actionpart"
ACTING, HEAD = {"needs": ACT, "who": (Who.LEAD,)}, {"needs": APPROVE, "who": (Who.HEAD,)}

PLANNED = State("action_planned", _("Planned, to be approved"))
APPROVED = State("action_approved", _("Approved, bodies being called"))
DONE = State("action_done", _("Carried out, parts being noted"), tone="soon")
CLOSED = State("action_closed", _("Summed up"), final=True, tone="done")
OFF = State("action_off", _("Called off"), final=True, tone="done")

ASKED = State("part_asked", _("Part asked for"))
AGREED = State("part_agreed", _("Part agreed"))
NOTED = State("part_noted", _("Noted as done, to be verified"), tone="soon")
SEEN = State("part_verified", _("Part verified"), final=True, tone="done")
DROPPED = State("part_dropped", _("Part dropped"), final=True, tone="done")

_WORDS = ("邀请贵科室参加社区管理联席会议：{number}", "Your office is called to a joint meeting: {number}")
register_template("management_meeting_called", title=_WORDS, body=_WORDS)

register(
    meeting.workflow(
        MEETINGS,
        key="management_meeting",
        label=_("Joint meeting of community management"),
        model=f"{LABEL}.ManagementMeeting",
        function="C1",
        series="LH",
        asks={"minute": ("agreed",)},
        effects={"hold": (joint.dealt_with,)},
        open_effects=(joint.called_from,),
        more=(
            Transition(
                "management_invite",
                _("Call offices and bodies"),
                (MEETINGS.called,),
                needs=f"{LABEL}.handle_managementmeeting",
                who=(Who.LEAD,),
                form="offices.management.joint.InviteForm",
                effects=(joint.invite,),
                notify=(Notify("co", "management_meeting_called"),),
                purpose=Purpose.PEOPLE,
                hint=_("The street may call departments and their branches together (art. 12)."),
            ),
        ),
    )
)
declare(
    Register(
        key="joint-meetings",
        label=_("Joint meetings of community management"),
        one=_("Joint meeting of community management"),
        model=f"{LABEL}.ManagementMeeting",
        function="C1",
        title=_("Meeting"),
        fields=("title", "ground", "matter", "order", "grid_case", "held_at", "place", "chair"),
        columns=("ground", "held_at", "chair"),
        filters=("ground",),
        hint=_("Departments and branches at one table; also about orders and grid cases that no office takes."),
    )
)


def all_parts_ended(moving: Moving) -> None:
    """An action is summed up once every part is verified or dropped, and every task of an office is done."""
    follow_up.tasks_done(moving)
    waiting = moving.case.parts.filter(closed_at=None).count()
    if waiting:
        raise Refused(gettext("Parts that are not verified yet: %(n)d.") % {"n": waiting})


def somebody_takes_part(moving: Moving) -> None:
    """Acting jointly takes more than one."""
    if moving.case.parts.exclude(state=DROPPED.key).count() < 2:
        raise Refused(gettext("A joint action has at least two bodies in it. Enter their parts first."))


register(
    Workflow(
        key="joint_action",
        label=_("Joint action"),
        model=f"{LABEL}.JointAction",
        function="C1",
        initial=PLANNED,
        series="LD",
        open_told=_("Planned"),
        open_notify=(Notify("head", "to_decide"),),
        transitions=(
            Transition(
                "action_approve",
                _("Approve it"),
                (PLANNED,),
                APPROVED,
                **steps.head_or_leader(APPROVE),
                guards=(somebody_takes_part, steps.not_by_whoever_made(OPEN, "action_move")),
                main=True,
            ),
            Transition(
                "action_move",
                _("Change day or place"),
                (PLANNED, APPROVED),
                **ACTING,
                fields=("starts_at", "where"),
                asks=("reason",),
            ),
            Transition(
                "action_done",
                _("Report it carried out"),
                (APPROVED,),
                DONE,
                **ACTING,
                fields=("found", "settled"),
                asks=("done",),
                main=True,
            ),
            follow_up.hand_out(ACT, APPROVED, DONE),
            follow_up.task_ended(APPROVED, DONE),
            Transition(
                "action_close",
                _("Sum it up"),
                (DONE,),
                CLOSED,
                **HEAD,
                fields=("outcome",),
                guards=(all_parts_ended,),
                main=True,
            ),
            Transition(
                "action_off", _("Call off the action"), (PLANNED, APPROVED), OFF, **HEAD, asks=("reason",), danger=True
            ),
            *steps.usual(ACT, PLANNED, APPROVED, DONE),
        ),
        limits=(
            on_day(
                "action_day",
                _("Day of the action"),
                "starts_at",
                _("The office's own plan"),
                starts=(OPEN,),
                met_by=("action_done", "action_off"),
                warn=(3, 1),
            ),
            norm(
                "action_sum",
                _("Sum up the action"),
                5,
                starts=("action_done",),
                met_by=("action_close",),
                working=True,
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="joint-actions",
        label=_("Joint actions"),
        one=_("Joint action"),
        model=f"{LABEL}.JointAction",
        function="C1",
        title=_("Name of the action"),
        fields=("title", "kind_of_action", "meeting", "starts_at", "where", "aim", "led_by"),
        columns=("kind_of_action", "starts_at", "where"),
        filters=("kind_of_action", "meeting"),
        hint=_("Several bodies at one place: each has its part, which is noted and verified."),
    )
)
register(
    Workflow(
        key="action_part",
        label=_("Part in a joint action"),
        model=f"{LABEL}.ActionPart",
        function="C1",
        initial=ASKED,
        series="LF",
        open_told=_("Part asked for"),
        transitions=(
            Transition(
                "part_agree",
                _("The body agreed"),
                (ASKED,),
                AGREED,
                needs=PART,
                who=(Who.LEAD,),
                asks=("note",),
                main=True,
            ),
            Transition(
                "part_note",
                _("Note what it did"),
                (AGREED,),
                NOTED,
                needs=PART,
                who=(Who.LEAD,),
                fields=("came", "done", "done_on"),
                main=True,
            ),
            Transition(
                "part_verify",
                _("Verify: done"),
                (NOTED,),
                SEEN,
                needs=PART,
                who=(Who.LEAD,),
                asks=("seen",),
                guards=(steps.not_by_whoever_made("part_note"),),
                main=True,
            ),
            Transition(
                "part_not_done",
                _("Verify: not done"),
                (NOTED,),
                AGREED,
                needs=PART,
                who=(Who.LEAD,),
                fields=("wanted_on",),
                asks=("reason",),
                guards=(steps.not_by_whoever_made("part_note"),),
            ),
            Transition(
                "part_drop",
                _("It takes no part"),
                (ASKED, AGREED),
                DROPPED,
                needs=DROP,
                who=(Who.HEAD,),
                asks=("reason",),
                danger=True,
            ),
            steps.note(PART, ASKED, AGREED, NOTED),
            steps.late(ASKED, AGREED),
        ),
        limits=(
            on_day(
                "part_done",
                _("Do its part"),
                "wanted_on",
                _("The day agreed"),
                starts=(OPEN,),
                met_by=("part_note", "part_drop"),
                kept_on="done_on",
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="action-parts",
        label=_("Parts in joint actions"),
        one=_("Part in a joint action"),
        model=f"{LABEL}.ActionPart",
        function="C1",
        title=_("Part"),
        fields=("title", "action", "resource", "duty", "people", "wanted_on"),
        columns=("action", "resource", "wanted_on"),
        filters=("action", "resource"),
        hint=_("What each branch, company or team does in a joint action."),
    )
)
