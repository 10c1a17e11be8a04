"""Safety in production and construction (E1): sites, and inspections until a hazard is gone."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, by_law, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import Notify, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.security.safety.models import Inspection

MATTER = Matter("office_security.Inspection")
ARTICLE = _("Shanghai Regulations on Safety in Production, art. 46")
PLANNED = State("inspection_planned", _("Planned"))
MAJOR = State("hazard_major", _("Major hazard, to be reported at once"), tone="late")
FOUND = State("hazard_found", _("Hazard found"), tone="soon")
ORDERED = State("fix_ordered", _("Ordered to put right"), tone="soon")
FIXED = State("hazard_fixed", _("Reported put right, to be re-checked"))
OFF = State("inspection_off", _("Called off"), final=True, tone="done")
CLEAN = State("inspection_clean", _("No hazard found"), final=True, tone="done")
CLOSED = State("hazard_closed", _("Hazard gone"), final=True, tone="done")
PASSED = State("hazard_passed", _("Passed to the department"), final=True, tone="done")
register_template(
    "major_hazard",
    title=("发现重大事故隐患，请立即处置：{number}", "A major hazard was found: {number}"),
    body=(
        "检查发现重大事故隐患，须立即报告主管部门：{number}",
        "A major hazard was found; report it at once: {number}",
    ),
)

SITES = declare(
    Register(
        key="sites",
        label=_("Sites"),
        singular=_("Site"),
        model="office_security.Site",
        function="E1",
        title=_("Name of the place"),
        fields=(
            "title",
            "kind",
            "operator",
            "address",
            "neighbourhood",
            "risk",
            "permit_until",
            "inspected_on",
        ),
        columns=("kind", "operator", "risk"),
        filters=("kind", "risk", "neighbourhood"),
        reminders=(
            Reminder("permit", _("Permit or certificate lapses"), "permit_until", article=_("Day on the paper")),
            Reminder("visit", _("Inspection owed"), "inspected_on", months=12, lead=30, article=OWN_NORM),
        ),
        hint=_("Workplaces, building sites and other places that are inspected."),
    )
)


def seen(moving: Moving) -> None:
    """Note who looked, and on the site the day, unless somebody has looked there since."""
    moving.change(inspected_by=moving.actor.user)
    site, day = moving.case.site, moving.case.inspected_on
    if site.inspected_on is None or site.inspected_on < day:
        change(SITES, site, {"inspected_on": day}, user=moving.actor.user)


def graded(grade: str) -> Callable[[Moving], None]:
    """An effect that notes how grave the hazard is."""

    def effect(moving: Moving) -> None:
        moving.change(grade=grade)

    return effect


register(
    Workflow(
        key="inspection",
        label=_("Inspection"),
        model=MATTER.model,
        function="E1",
        initial=PLANNED,
        series="AQ",
        open_told=_("Planned"),
        transitions=(
            MATTER.assign(PLANNED, MAJOR, FOUND, ORDERED, FIXED),
            MATTER.step("inspection_move", _("Change the day"), PLANNED, fields=("planned_on",), asks=("reason",)),
            MATTER.end("inspection_call_off", _("Call it off"), PLANNED, to=OFF),
            MATTER.step(
                "inspect_clean",
                _("Inspected: nothing found"),
                PLANNED,
                to=CLEAN,
                fields=("inspected_on",),
                optional=("found",),
                effects=(seen,),
            ),
            MATTER.step(
                "inspect_found",
                _("Inspected: hazard found"),
                PLANNED,
                to=FOUND,
                fields=("inspected_on", "found"),
                effects=(seen, graded(Inspection.Grade.COMMON)),
                main=True,
            ),
            MATTER.step(
                "inspect_major",
                _("Inspected: major hazard found"),
                PLANNED,
                to=MAJOR,
                fields=("inspected_on", "found"),
                effects=(seen, graded(Inspection.Grade.MAJOR)),
                notify=(Notify("head", "major_hazard", urgent=True), Notify("leader", "major_hazard", urgent=True)),
                hint=_("Head and leader hear of it now; report it to the department at once."),
            ),
            MATTER.step(
                "report_department",
                _("Reported to the department"),
                MAJOR,
                to=FOUND,
                fields=("department", "department_on"),
                main=True,
            ),
            MATTER.step(
                "order_fix",
                _("Order to put it right"),
                FOUND,
                to=ORDERED,
                fields=("order", "fix_by", "served_on", "served_how"),
                optional=("order_number",),
                main=True,
                hint=_("The order is served on the responsible unit; the day to put it right is counted from then."),
            ),
            MATTER.step("report_fixed", _("Reported put right"), ORDERED, to=FIXED, fields=("fixed",), main=True),
            MATTER.step(
                "recheck_failed",
                _("Re-check: not put right"),
                FIXED,
                to=ORDERED,
                fields=("fix_by",),
                asks=("seen",),
                effects=(steps.count("rechecks"),),
            ),
            MATTER.step("recheck_passed", _("Re-check: gone"), FIXED, to=CLOSED, asks=("seen",), main=True),
            MATTER.end(
                "pass_on", _("Pass to the department"), MAJOR, FOUND, ORDERED, FIXED, to=PASSED, fields=("passed_to",)
            ),
            MATTER.papers(MAJOR, FOUND, ORDERED, FIXED),
            MATTER.note(PLANNED, MAJOR, FOUND, ORDERED, FIXED),
            MATTER.late(PLANNED, MAJOR, FOUND, ORDERED, FIXED),
        ),
        limits=(
            on_day(
                "planned",
                _("Planned day"),
                "planned_on",
                _("The office's own plan"),
                starts=(OPEN,),
                met_by=("inspect_clean", "inspect_found", "inspect_major"),
                met_on="inspected_on",
                warn=(3,),
            ),
            by_law(
                "department",
                _("Report to the department, at once"),
                1,
                ARTICLE,
                starts=("inspect_major",),
                met_by=("report_department", "pass_on"),
                counted_from="inspected_on",
                met_on="department_on",
                warn=(),
            ),
            norm(
                "order",
                _("Order to put it right"),
                3,
                starts=("inspect_found", "report_department"),
                met_by=("order_fix", "pass_on"),
                counted_from="inspected_on",
                met_on="served_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "recheck",
                _("Re-check of the hazard"),
                5,
                starts=("report_fixed",),
                met_by=("recheck_failed", "recheck_passed", "pass_on"),
                working=True,
                warn=(1,),
            ),
            on_day(
                "fix",
                _("Put right"),
                "fix_by",
                ARTICLE,
                starts=("order_fix",),
                met_by=("report_fixed", "pass_on"),
                warn=(3, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="inspections",
        label=_("Inspections and hazards"),
        singular=_("Inspection"),
        model=MATTER.model,
        function="E1",
        title=_("Occasion"),
        fields=("title", "site", "planned_on", "round"),
        columns=("site", "planned_on", "inspected_on", "grade"),
        filters=("site",),
        hint=_("Each look at a site, and the hazard found there until it is gone."),
    )
)
