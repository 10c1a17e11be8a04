"""The public-security centre (E8): group-prevention teams, patrols, and joint cases of its members."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.follow_up import hand_out, task_ended, tasks_done
from caojiadu.core.workflow import Notify, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

PATROL = Matter("office_security.Patrol")
JOINT_CASE = Matter("office_security.JointCase")
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

register(
    Workflow(
        key="patrol",
        label=_("Patrol"),
        model=PATROL.model,
        function="E8",
        initial=PLANNED,
        series="XL",
        open_told=_("Planned"),
        transitions=(
            PATROL.assign(PLANNED, SEEN, WALKED),
            PATROL.step(
                "patrol_quiet", _("Walked: nothing to report"), PLANNED, to=WALKED, fields=("walked_on", "walkers")
            ),
            PATROL.step(
                "patrol_report",
                _("Walked: something seen"),
                PLANNED,
                to=SEEN,
                fields=("walked_on", "walkers", "seen"),
                main=True,
            ),
            PATROL.step("patrol_hand_on", _("Handed on"), SEEN, to=WALKED, fields=("handed_to",), main=True),
            PATROL.step(
                "patrol_review", _("Review the patrol"), WALKED, to=REVIEWED, by=PATROL.head, asks=("note",), main=True
            ),
            PATROL.end("patrol_call_off", _("Call the patrol off"), PLANNED, to=OFF, by=PATROL.lead),
            PATROL.papers(SEEN, WALKED),
            PATROL.late(PLANNED, SEEN, WALKED),
        ),
        limits=(
            on_day(
                "planned",
                _("Planned day"),
                "planned_on",
                _("The office's own plan"),
                starts=(OPEN,),
                met_by=("patrol_quiet", "patrol_report", "patrol_call_off"),
                met_on="walked_on",
                warn=(),
            ),
            norm(
                "hand_on",
                _("Handed on"),
                1,
                starts=("patrol_report",),
                met_by=("patrol_hand_on",),
                counted_from="walked_on",
                warn=(),
            ),
            norm(
                "review",
                _("Review of the patrol"),
                7,
                starts=("patrol_quiet", "patrol_hand_on"),
                met_by=("patrol_review",),
                counted_from="walked_on",
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

register(
    Workflow(
        key="joint_case",
        label=_("Joint case"),
        model=JOINT_CASE.model,
        function="E8",
        initial=REPORTED,
        series="ZZ",
        open_told=_("Reported to the centre"),
        open_notify=(Notify("head", "joint_case_reported"),),
        transitions=(
            JOINT_CASE.assign(REPORTED, ASSIGNED),
            JOINT_CASE.step(
                "jointcase_assign",
                _("Assign to the members of the centre"),
                REPORTED,
                to=ASSIGNED,
                by=JOINT_CASE.head,
                fields=("leads", "wanted_on"),
                optional=("bodies",),
                main=True,
            ),
            hand_out(JOINT_CASE, ASSIGNED),
            task_ended(ASSIGNED, DONE),
            JOINT_CASE.step(
                "jointcase_settle",
                _("Report it done"),
                ASSIGNED,
                to=DONE,
                fields=("measures", "result"),
                guards=(tasks_done,),
                main=True,
            ),
            JOINT_CASE.step(
                "jointcase_review",
                _("Review: closed"),
                DONE,
                to=CLOSED,
                by=JOINT_CASE.head_or_leader,
                asks=("note",),
                guards=(steps.not_by_whoever_made("jointcase_settle"),),
                main=True,
                hint=_("By somebody else than whoever reported it done."),
            ),
            JOINT_CASE.step(
                "jointcase_send_back",
                _("Review: not settled yet"),
                DONE,
                to=ASSIGNED,
                by=JOINT_CASE.head,
                fields=("wanted_on",),
                asks=("reason",),
                effects=(steps.count("returns"),),
            ),
            JOINT_CASE.end(
                "jointcase_pass", _("Pass to the district"), REPORTED, ASSIGNED, to=PASSED, fields=("passed_to",)
            ),
            JOINT_CASE.papers(REPORTED, ASSIGNED, DONE),
            JOINT_CASE.note(REPORTED, ASSIGNED, DONE),
            JOINT_CASE.late(REPORTED, ASSIGNED, DONE),
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
        singular=_("Group-prevention team"),
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
        singular=_("Patrol"),
        model=PATROL.model,
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
        singular=_("Joint case"),
        model=JOINT_CASE.model,
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
        singular=_("Visit after a joint case"),
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
