"""The public-security centre (E8): group-prevention teams, patrols, and joint cases of its members."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.patterns.follow_up import hand_out, task_ended, tasks_done
from caojiadu.core.workflow import Notify, State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

register_template(
    "joint_case_reported",
    title=("综治中心有新的联合处置事项：{number}", "A new joint case of the public-security centre: {number}"),
    body=("综治中心有新的联合处置事项，请交办：{number}", "A new joint case waits to be assigned: {number}"),
)
PLANNED = State("patrol_planned", _("Patrol planned"))
SEEN = State("patrol_seen", _("Something seen, to be handed on"), tone="soon")
WALKED = State("patrol_walked", _("Walked, to be reviewed"))
REVIEWED = State("patrol_reviewed", _("Patrol reviewed"), final=True, tone="done")
OFF = State("patrol_off", _("Patrol called off"), final=True, tone="done")
WALK, LOOK = "office_security.handle_patrol", "office_security.close_patrol"
STAFF, HEAD = {"needs": WALK, "who": (Who.LEAD,)}, {"needs": LOOK, "who": (Who.HEAD,)}

register(
    Workflow(
        key="patrol",
        label=_("Patrol"),
        model="office_security.Patrol",
        function="E8",
        initial=PLANNED,
        series="XL",
        open_told=_("Planned"),
        transitions=(
            steps.assign(WALK, PLANNED, SEEN, WALKED),
            Transition(
                "patrol_quiet",
                _("Walked: nothing to report"),
                (PLANNED,),
                WALKED,
                **STAFF,
                fields=("walked_on", "walkers"),
            ),
            Transition(
                "patrol_report",
                _("Walked: something seen"),
                (PLANNED,),
                SEEN,
                **STAFF,
                fields=("walked_on", "walkers", "seen"),
                main=True,
            ),
            Transition("patrol_hand_on", _("Handed on"), (SEEN,), WALKED, **STAFF, fields=("handed_to",), main=True),
            Transition("patrol_review", _("Review the patrol"), (WALKED,), REVIEWED, **HEAD, asks=("note",), main=True),
            Transition(
                "patrol_call_off", _("Call the patrol off"), (PLANNED,), OFF, **STAFF, asks=("reason",), danger=True
            ),
            steps.papers(WALK, SEEN, WALKED),
            steps.late(PLANNED, SEEN, WALKED),
        ),
        limits=(
            on_day(
                "planned",
                _("Planned day"),
                "planned_on",
                _("The office's own plan"),
                starts=(OPEN,),
                met_by=("patrol_quiet", "patrol_report", "patrol_call_off"),
                kept_on="walked_on",
                warn=(),
            ),
            norm(
                "hand_on",
                _("Handed on"),
                1,
                starts=("patrol_report",),
                met_by=("patrol_hand_on",),
                since="walked_on",
                warn=(),
            ),
            norm(
                "review",
                _("Review of the patrol"),
                7,
                starts=("patrol_quiet", "patrol_hand_on"),
                met_by=("patrol_review",),
                since="walked_on",
                warn=(2,),
            ),
        ),
    )
)

REPORTED = State("jointcase_reported", _("Reported to the centre"))
ASSIGNED = State("jointcase_assigned", _("Assigned, being settled"))
DONE = State("jointcase_done", _("Done, to be reviewed"), tone="soon")
CLOSED = State("jointcase_reviewed", _("Reviewed and closed"), final=True, tone="done")
PASSED = State("jointcase_passed", _("Passed to the district"), final=True, tone="done")
WORK, JUDGE = "office_security.handle_jointcase", "office_security.close_jointcase"
WORKS, JUDGES = {"needs": WORK, "who": (Who.LEAD,)}, {"needs": JUDGE, "who": (Who.HEAD,)}

register(
    Workflow(
        key="joint_case",
        label=_("Joint case"),
        model="office_security.JointCase",
        function="E8",
        initial=REPORTED,
        series="ZZ",
        open_told=_("Reported to the centre"),
        open_notify=(Notify("head", "joint_case_reported"),),
        transitions=(
            steps.assign(WORK, REPORTED, ASSIGNED),
            Transition(
                "jointcase_assign",
                _("Assign to the members of the centre"),
                (REPORTED,),
                ASSIGNED,
                **JUDGES,
                fields=("leads", "wanted_on"),
                optional=("bodies",),
                main=True,
            ),
            hand_out(WORK, ASSIGNED),
            task_ended(ASSIGNED, DONE),
            Transition(
                "jointcase_settle",
                _("Report it done"),
                (ASSIGNED,),
                DONE,
                **WORKS,
                fields=("measures", "result"),
                guards=(tasks_done,),
                main=True,
            ),
            Transition(
                "jointcase_review",
                _("Review: closed"),
                (DONE,),
                CLOSED,
                **steps.head_or_leader(JUDGE),
                asks=("note",),
                guards=(steps.not_by_whoever_made("jointcase_settle"),),
                main=True,
                hint=_("By somebody else than whoever reported it done."),
            ),
            Transition(
                "jointcase_send_back",
                _("Review: not settled yet"),
                (DONE,),
                ASSIGNED,
                **JUDGES,
                fields=("wanted_on",),
                asks=("reason",),
                effects=(steps.count("returns"),),
            ),
            Transition(
                "jointcase_pass",
                _("Pass to the district"),
                (REPORTED, ASSIGNED),
                PASSED,
                **JUDGES,
                fields=("passed_to",),
                asks=("reason",),
                danger=True,
            ),
            steps.papers(WORK, REPORTED, ASSIGNED, DONE),
            steps.note(WORK, REPORTED, ASSIGNED, DONE),
            steps.late(REPORTED, ASSIGNED, DONE),
        ),
        limits=(
            norm(
                "assign",
                _("Assignment to the members"),
                1,
                starts=(OPEN,),
                met_by=("jointcase_assign", "jointcase_pass"),
                working=True,
                warn=(),
            ),
            on_day(
                "settle",
                _("Day it was given"),
                "wanted_on",
                _("The day set with the task"),
                starts=("jointcase_assign",),
                met_by=("jointcase_settle", "jointcase_pass"),
                warn=(3, 1),
            ),
            norm(
                "review",
                _("Review of the joint case"),
                5,
                starts=("jointcase_settle",),
                met_by=("jointcase_review", "jointcase_send_back"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="guard-teams",
        label=_("Group-prevention teams"),
        one=_("Group-prevention team"),
        model="office_security.GuardTeam",
        function="E8",
        title=_("Name of the team"),
        fields=("title", "kind", "neighbourhood", "leader", "size", "trained_on", "insured_until"),
        columns=("kind", "neighbourhood", "size"),
        filters=("kind", "neighbourhood"),
        reminders=(
            Reminder("training", _("Training owed"), "trained_on", months=12, article=OWN_NORM),
            Reminder("insured", _("Insurance ends"), "insured_until", article=_("Day on the paper")),
        ),
        hint=_("Teams that keep an eye on their area, who leads them, and their patrols."),
    )
)
declare(
    Register(
        key="patrols",
        label=_("Patrols"),
        one=_("Patrol"),
        model="office_security.Patrol",
        function="E8",
        title=_("Patrol in one line"),
        fields=("title", "team", "planned_on", "shift", "route"),
        columns=("team", "planned_on", "shift"),
        filters=("team",),
        hint=_("Each patrol, what was seen, and to whom it was handed on."),
    )
)
declare(
    Register(
        key="joint-cases",
        label=_("Joint cases of the centre"),
        one=_("Joint case"),
        model="office_security.JointCase",
        function="E8",
        title=_("The matter in one line"),
        fields=("title", "theme", "source", "seen_on", "neighbourhood", "facts"),
        columns=("theme", "leads", "wanted_on"),
        filters=("theme",),
        hint=_("What several bodies settle together: reported, assigned, done, reviewed."),
    )
)
declare(
    Register(
        key="joint-case-visits",
        label=_("Visits after joint cases"),
        one=_("Visit after a joint case"),
        model="office_security.AfterVisit",
        function="E8",
        title=_("What was looked at"),
        fields=("title", "joint", "visited_on", "found", "again_on"),
        columns=("joint", "visited_on", "again_on"),
        filters=("joint",),
        reminders=(Reminder("again", _("Visit owed"), "again_on", lead=3, article=OWN_NORM),),
        hint=_(
            "How things are after a joint case, and when to look again. End an entry once nothing is to be watched."
        ),
    )
)
