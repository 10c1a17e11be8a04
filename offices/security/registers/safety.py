"""Safety in production and construction (E1): sites, and inspections until a hazard is gone."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declared import Register, Reminder, declare
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import Limit, State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

ARTICLE = _("Shanghai Regulations on Safety in Production, art. 46")
PLANNED = State("inspection_planned", _("Planned"))
FOUND = State("hazard_found", _("Hazard found"), tone="soon")
ORDERED = State("fix_ordered", _("Ordered to put right"), tone="soon")
FIXED = State("hazard_fixed", _("Reported put right, to be re-checked"))
CLEAN = State("inspection_clean", _("Nothing found"), final=True, tone="done")
CLOSED = State("hazard_closed", _("Hazard gone"), final=True, tone="done")
PASSED = State("hazard_passed", _("Passed to the department"), final=True, tone="done")
HANDLE, CLOSE = "office_security.handle_inspection", "office_security.close_inspection"
STAFF = {"needs": HANDLE, "who": (Who.LEAD,)}

SITES = declare(
    Register(
        key="sites",
        label=_("Sites"),
        one=_("Site"),
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
            Reminder(
                "visit", _("Inspection owed"), "inspected_on", months=12, lead=30, article=_("The office's own norm")
            ),
        ),
        hint=_("Workplaces, building sites and other places that are inspected."),
    )
)


def seen(moving: Moving) -> None:
    """Note who looked, and on the site when."""
    moving.change(inspected_by=moving.actor.user)
    site = moving.case.site
    change(SITES, site, {"inspected_on": timezone.localdate(moving.now)}, user=moving.actor.user)


register(
    Workflow(
        key="inspection",
        label=_("Inspection"),
        model="office_security.Inspection",
        function="E1",
        initial=PLANNED,
        series="AQ",
        open_told=_("Planned"),
        transitions=(
            steps.assign(HANDLE, PLANNED, FOUND, ORDERED, FIXED),
            Transition(
                "inspect_clean",
                _("Inspected: nothing found"),
                (PLANNED,),
                CLEAN,
                **STAFF,
                optional=("found",),
                effects=(seen,),
            ),
            Transition(
                "inspect_found",
                _("Inspected: hazard found"),
                (PLANNED,),
                FOUND,
                **STAFF,
                fields=("found", "grade"),
                effects=(seen,),
                main=True,
            ),
            Transition(
                "order_fix",
                _("Order to put it right"),
                (FOUND,),
                ORDERED,
                **STAFF,
                fields=("order", "fix_by"),
                main=True,
            ),
            Transition(
                "report_fixed", _("Reported put right"), (ORDERED,), FIXED, **STAFF, fields=("fixed",), main=True
            ),
            Transition(
                "recheck_failed",
                _("Re-check: not put right"),
                (FIXED,),
                ORDERED,
                **STAFF,
                fields=("fix_by",),
                asks=("seen",),
                effects=(steps.count("rechecks"),),
            ),
            Transition("recheck_passed", _("Re-check: gone"), (FIXED,), CLOSED, **STAFF, asks=("seen",), main=True),
            Transition(
                "pass_on",
                _("Pass to the department"),
                (FOUND, ORDERED, FIXED),
                PASSED,
                needs=CLOSE,
                who=(Who.HEAD,),
                fields=("passed_to",),
                asks=("reason",),
                danger=True,
            ),
            steps.note(HANDLE, PLANNED, FOUND, ORDERED, FIXED),
            steps.late(PLANNED, FOUND, ORDERED, FIXED),
        ),
        limits=(
            Limit(
                "planned",
                _("Planned day"),
                0,
                _("The office's own plan"),
                until="planned_on",
                starts=(OPEN,),
                met_by=("inspect_clean", "inspect_found"),
                on_breach="late",
                legal=False,
                warn=(3,),
            ),
            Limit(
                "fix",
                _("Put right"),
                0,
                ARTICLE,
                until="fix_by",
                starts=("order_fix",),
                met_by=("report_fixed", "pass_on"),
                on_breach="late",
                legal=False,
                warn=(3, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="inspections",
        label=_("Inspections and hazards"),
        one=_("Inspection"),
        model="office_security.Inspection",
        function="E1",
        title=_("Occasion"),
        fields=("title", "site", "planned_on"),
        columns=("site", "planned_on", "grade"),
        filters=("site",),
        hint=_("Each look at a site, and the hazard found there until it is gone."),
    )
)
