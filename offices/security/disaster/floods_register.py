"""Community disaster prevention (E2): the plan of each season, shelters, stocks, and drills."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

FLOOD_PLAN = Matter("office_security.FloodPlan")
DRILL = Matter("office_security.Drill")
DRAFTED = State("floodplan_drafted", _("Plan drafted"))
APPROVED = State("floodplan_approved", _("Approved, to be filed"), tone="soon")
FILED = State("floodplan_filed", _("Filed, in force"))
REVIEWED = State("floodplan_reviewed", _("Season reviewed"), final=True, tone="done")

register(
    Workflow(
        key="flood_plan",
        label=_("Flood plan"),
        model=FLOOD_PLAN.model,
        function="E2",
        initial=DRAFTED,
        series="FX",
        open_told=_("Drafted"),
        transitions=(
            FLOOD_PLAN.step(
                "floodplan_edit",
                _("Change the plan"),
                DRAFTED,
                fields=("season_from", "season_to", "weak_points", "forces"),
            ),
            FLOOD_PLAN.step("floodplan_approve", _("Approve"), DRAFTED, to=APPROVED, by=FLOOD_PLAN.head, main=True),
            FLOOD_PLAN.step(
                "floodplan_file",
                _("Filed with the district's water authority"),
                APPROVED,
                to=FILED,
                fields=("filed_on",),
                optional=("filed_as",),
                main=True,
            ),
            FLOOD_PLAN.step(
                "floodplan_back", _("The authority wants changes"), APPROVED, FILED, to=DRAFTED, asks=("reason",)
            ),
            FLOOD_PLAN.step(
                "floodplan_review",
                _("Review the season"),
                FILED,
                to=REVIEWED,
                by=FLOOD_PLAN.head,
                fields=("lessons",),
                main=True,
            ),
            *FLOOD_PLAN.usual(DRAFTED, APPROVED, FILED),
        ),
        limits=(
            on_day(
                "file",
                _("Filed before the season"),
                "season_from",
                _("Shanghai Flood Prevention Regulations; the day is the office's own norm"),
                starts=(OPEN, "floodplan_back"),
                met_by=("floodplan_file",),
                met_on="filed_on",
                warn=(30, 7),
            ),
            norm(
                "review",
                _("Review of the season"),
                30,
                starts=("floodplan_file",),
                met_by=("floodplan_review", "floodplan_back"),
                counted_from="season_to",
                warn=(7,),
            ),
        ),
    )
)

PLANNED = State("drill_planned", _("Drill planned"))
HELD = State("drill_held", _("Held, to be assessed"))
FIXING = State("drill_fixing", _("Problems to be put right"), tone="soon")
DONE = State("drill_done", _("Assessed and done"), final=True, tone="done")
OFF = State("drill_off", _("Called off"), final=True, tone="done")

register(
    Workflow(
        key="drill",
        label=_("Drill"),
        model=DRILL.model,
        function="E2",
        initial=PLANNED,
        series="YL",
        open_told=_("Planned"),
        transitions=(
            DRILL.step(
                "drill_hold", _("Enter the drill"), PLANNED, to=HELD, fields=("held_on", "people", "course"), main=True
            ),
            DRILL.step("drill_move", _("Change the day"), PLANNED, fields=("planned_on",), asks=("reason",)),
            DRILL.step("drill_well", _("Assessed: it works"), HELD, to=DONE, by=DRILL.head, asks=("note",), main=True),
            DRILL.step(
                "drill_problems", _("Assessed: problems"), HELD, to=FIXING, by=DRILL.head, fields=("problems", "fix_by")
            ),
            DRILL.step("drill_fixed", _("Problems put right"), FIXING, to=DONE, fields=("fixed",), main=True),
            DRILL.end("drill_call_off", _("Call it off"), PLANNED, to=OFF),
            *DRILL.usual(PLANNED, HELD, FIXING),
        ),
        limits=(
            on_day(
                "planned",
                _("Planned day"),
                "planned_on",
                _("The office's own plan"),
                starts=(OPEN,),
                met_by=("drill_hold",),
                met_on="held_on",
                warn=(7, 1),
            ),
            norm(
                "assess",
                _("Assessment"),
                10,
                starts=("drill_hold",),
                met_by=("drill_well", "drill_problems"),
                counted_from="held_on",
                warn=(3,),
            ),
            on_day(
                "fix",
                _("Put right"),
                "fix_by",
                _("The day set with the task"),
                starts=("drill_problems",),
                met_by=("drill_fixed",),
                warn=(5, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="flood-plans",
        label=_("Flood plans"),
        singular=_("Flood plan"),
        model=FLOOD_PLAN.model,
        function="E2",
        title=_("Name of the plan"),
        fields=("title", "year", "season_from", "season_to", "weak_points", "forces"),
        columns=("year", "season_from", "season_to"),
        hint=_("The plan of each season, filed with the district's water authority."),
    )
)
declare(
    Register(
        key="shelters",
        label=_("Shelters"),
        singular=_("Shelter"),
        model="office_security.Shelter",
        function="E2",
        title=_("Name of the place"),
        fields=("title", "kind", "address", "neighbourhood", "places", "step_free", "keys_with", "checked_on"),
        columns=("kind", "neighbourhood", "places"),
        filters=("kind", "neighbourhood"),
        reminders=(Reminder("check", _("Check owed"), "checked_on", months=6, article=OWN_NORM),),
        public=("kind", "address", "neighbourhood", "places", "step_free"),
        hint=_("Where people are brought, how many it takes in, and which post keeps the key."),
    )
)
declare(
    Register(
        key="disaster-stocks",
        label=_("Stocks for disasters"),
        singular=_("Stock"),
        model="office_security.Stock",
        function="E2",
        title=_("What it is"),
        fields=("title", "kind", "store", "amount", "least", "unit", "good_until", "counted_on"),
        columns=("kind", "store", "amount", "least", "unit"),
        filters=("kind",),
        stock=("amount", "least"),
        reminders=(
            Reminder("count", _("Count owed"), "counted_on", months=3, lead=14, article=OWN_NORM),
            Reminder("good", _("No longer good"), "good_until", lead=60, article=_("Day on the label")),
        ),
        hint=_("What is kept ready, where it lies, and when it is counted again."),
    )
)
declare(
    Register(
        key="drills",
        label=_("Drills"),
        singular=_("Drill"),
        model=DRILL.model,
        function="E2",
        title=_("Name of the drill"),
        fields=("title", "practised", "planned_on", "plan", "shelter"),
        columns=("practised", "planned_on", "people"),
        filters=("practised",),
        hint=_("Each drill from its plan to the problems put right."),
    )
)
declare_duty(Duty("flood_plan", _("Renew the flood plan and file it"), "E2", 5, 20, OWN_NORM))
declare_duty(Duty("flood_stock", _("Count the stocks and check the shelters before the season"), "E2", 5, 10, OWN_NORM))
declare_duty(Duty("flood_drill", _("Hold a flood drill"), "E2", 6, 30, OWN_NORM))
