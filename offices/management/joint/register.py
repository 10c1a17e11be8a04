"""Joint meetings, joint actions and the parts in them (C1)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import follow_up, meeting
from caojiadu.core.workflow import Notify, Purpose, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.management.joint import moves

LABEL = "office_management"
MEETING = Matter(f"{LABEL}.ManagementMeeting")
JOINT_ACTION = Matter(f"{LABEL}.JointAction")
ACTION_PART = Matter(f"{LABEL}.ActionPart")
MEETINGS = meeting.states("management")

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
        model=MEETING.model,
        function="C1",
        series="LH",
        asks={"minute": ("agreed",)},
        effects={"hold": (moves.dealt_with,)},
        open_effects=(moves.called_from,),
        more=(
            MEETING.step(
                "management_invite",
                _("Call offices and bodies"),
                MEETINGS.called,
                form="offices.management.joint.moves.InviteForm",
                effects=(moves.invite,),
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
        singular=_("Joint meeting of community management"),
        model=MEETING.model,
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
        model=JOINT_ACTION.model,
        function="C1",
        initial=PLANNED,
        series="LD",
        open_told=_("Planned"),
        open_notify=(Notify("head", "to_decide"),),
        transitions=(
            JOINT_ACTION.step(
                "action_approve",
                _("Approve it"),
                PLANNED,
                to=APPROVED,
                by=JOINT_ACTION.head_or_leader,
                guards=(somebody_takes_part, steps.not_by_whoever_made(OPEN, "action_move")),
                main=True,
            ),
            JOINT_ACTION.step(
                "action_move",
                _("Change day or place"),
                PLANNED,
                APPROVED,
                fields=("starts_at", "where"),
                asks=("reason",),
            ),
            JOINT_ACTION.step(
                "action_done",
                _("Report it carried out"),
                APPROVED,
                to=DONE,
                fields=("found", "settled"),
                asks=("done",),
                main=True,
            ),
            follow_up.hand_out(JOINT_ACTION, APPROVED, DONE),
            follow_up.task_ended(APPROVED, DONE),
            JOINT_ACTION.step(
                "action_close",
                _("Sum it up"),
                DONE,
                to=CLOSED,
                by=JOINT_ACTION.head,
                fields=("outcome",),
                guards=(all_parts_ended,),
                main=True,
            ),
            JOINT_ACTION.end("action_off", _("Call off the action"), PLANNED, APPROVED, to=OFF),
            *JOINT_ACTION.usual(PLANNED, APPROVED, DONE),
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
        singular=_("Joint action"),
        model=JOINT_ACTION.model,
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
        model=ACTION_PART.model,
        function="C1",
        initial=ASKED,
        series="LF",
        open_told=_("Part asked for"),
        transitions=(
            ACTION_PART.step("part_agree", _("The body agreed"), ASKED, to=AGREED, asks=("note",), main=True),
            ACTION_PART.step(
                "part_note", _("Note what it did"), AGREED, to=NOTED, fields=("came", "done", "done_on"), main=True
            ),
            ACTION_PART.step(
                "part_verify",
                _("Verify: done"),
                NOTED,
                to=SEEN,
                asks=("seen",),
                guards=(steps.not_by_whoever_made("part_note"),),
                main=True,
            ),
            ACTION_PART.step(
                "part_not_done",
                _("Verify: not done"),
                NOTED,
                to=AGREED,
                fields=("wanted_on",),
                asks=("reason",),
                guards=(steps.not_by_whoever_made("part_note"),),
            ),
            ACTION_PART.end("part_drop", _("It takes no part"), ASKED, AGREED, to=DROPPED),
            ACTION_PART.note(ASKED, AGREED, NOTED),
            ACTION_PART.late(ASKED, AGREED),
        ),
        limits=(
            on_day(
                "part_done",
                _("Do its part"),
                "wanted_on",
                _("The day agreed"),
                starts=(OPEN,),
                met_by=("part_note", "part_drop"),
                met_on="done_on",
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="action-parts",
        label=_("Parts in joint actions"),
        singular=_("Part in a joint action"),
        model=ACTION_PART.model,
        function="C1",
        title=_("Part"),
        fields=("title", "action", "resource", "duty", "people", "wanted_on"),
        columns=("action", "resource", "wanted_on"),
        filters=("action", "resource"),
        hint=_("What each branch, company or team does in a joint action."),
    )
)
