"""Community disaster prevention (E2): the plan of each season, shelters, stocks, and drills."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.workflow import State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

DRAFTED = State("floodplan_drafted", _("Plan drafted"))
APPROVED = State("floodplan_approved", _("Approved, to be filed"), tone="soon")
FILED = State("floodplan_filed", _("Filed, in force"))
REVIEWED = State("floodplan_reviewed", _("Season reviewed"), final=True, tone="done")
WRITE, APPROVE = "office_security.handle_floodplan", "office_security.close_floodplan"
STAFF, HEAD = {"needs": WRITE, "who": (Who.LEAD,)}, {"needs": APPROVE, "who": (Who.HEAD,)}

register(
    Workflow(
        key="flood_plan",
        label=_("Flood plan"),
        model="office_security.FloodPlan",
        function="E2",
        initial=DRAFTED,
        series="FX",
        open_told=_("Drafted"),
        transitions=(
            Transition(
                "floodplan_edit",
                _("Change the plan"),
                (DRAFTED,),
                **STAFF,
                fields=("season_from", "season_to", "weak_points", "forces"),
            ),
            Transition("floodplan_approve", _("Approve"), (DRAFTED,), APPROVED, **HEAD, main=True),
            Transition(
                "floodplan_file",
                _("Filed with the district's water authority"),
                (APPROVED,),
                FILED,
                **STAFF,
                fields=("filed_on",),
                optional=("filed_as",),
                main=True,
            ),
            Transition(
                "floodplan_back",
                _("The authority wants changes"),
                (APPROVED, FILED),
                DRAFTED,
                **STAFF,
                asks=("reason",),
            ),
            Transition(
                "floodplan_review", _("Review the season"), (FILED,), REVIEWED, **HEAD, fields=("lessons",), main=True
            ),
            *steps.usual(WRITE, DRAFTED, APPROVED, FILED),
        ),
        limits=(
            on_day(
                "file",
                _("Filed before the season"),
                "season_from",
                _("Shanghai Flood Prevention Regulations; the day is the office's own norm"),
                starts=(OPEN, "floodplan_back"),
                met_by=("floodplan_file",),
                kept_on="filed_on",
                warn=(30, 7),
            ),
            norm(
                "review",
                _("Review of the season"),
                30,
                starts=("floodplan_file",),
                met_by=("floodplan_review", "floodplan_back"),
                since="season_to",
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
HOLD = {"needs": "office_security.handle_drill", "who": (Who.LEAD,)}
CLOSE = {"needs": "office_security.close_drill", "who": (Who.HEAD,)}

register(
    Workflow(
        key="drill",
        label=_("Drill"),
        model="office_security.Drill",
        function="E2",
        initial=PLANNED,
        series="YL",
        open_told=_("Planned"),
        transitions=(
            Transition(
                "drill_hold",
                _("Enter the drill"),
                (PLANNED,),
                HELD,
                **HOLD,
                fields=("held_on", "people", "course"),
                main=True,
            ),
            Transition("drill_move", _("Change the day"), (PLANNED,), **HOLD, fields=("planned_on",), asks=("reason",)),
            Transition("drill_well", _("Assessed: it works"), (HELD,), DONE, **CLOSE, asks=("note",), main=True),
            Transition(
                "drill_problems", _("Assessed: problems"), (HELD,), FIXING, **CLOSE, fields=("problems", "fix_by")
            ),
            Transition("drill_fixed", _("Problems put right"), (FIXING,), DONE, **HOLD, fields=("fixed",), main=True),
            Transition("drill_call_off", _("Call it off"), (PLANNED,), OFF, **CLOSE, asks=("reason",), danger=True),
            *steps.usual(HOLD["needs"], PLANNED, HELD, FIXING),
        ),
        limits=(
            on_day(
                "planned",
                _("Planned day"),
                "planned_on",
                _("The office's own plan"),
                starts=(OPEN,),
                met_by=("drill_hold",),
                kept_on="held_on",
                warn=(7, 1),
            ),
            norm(
                "assess",
                _("Assessment"),
                10,
                starts=("drill_hold",),
                met_by=("drill_well", "drill_problems"),
                since="held_on",
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
        one=_("Flood plan"),
        model="office_security.FloodPlan",
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
        one=_("Shelter"),
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
        one=_("Stock"),
        model="office_security.Stock",
        function="E2",
        title=_("What it is"),
        fields=("title", "kind", "store", "amount", "least", "unit", "good_until", "counted_on"),
        columns=("kind", "store", "amount", "least", "unit"),
        filters=("kind",),
        short=("amount", "least"),
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
        one=_("Drill"),
        model="office_security.Drill",
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
