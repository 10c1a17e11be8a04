"""Plans, and projects with milestones, money and a report every quarter (H0)."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import project
from caojiadu.core.workflow import register
from offices.development.plans.models import DevelopmentProject

PROJECTS = project.states(
    "devproject",
    topic=_("Proposed"),
    discussed=_("Proposal examined"),
    approved=_("Approved with its money"),
    finished=_("Finished, to be accepted"),
    reviewed=_("Accepted, to be closed"),
    published=_("Closed and published"),
)
PROJECT = Matter("office_development.DevelopmentProject")


def quarter_end(day: dt.date) -> dt.date:
    """The last day of the quarter in which a day lies."""
    month = 3 * ((day.month - 1) // 3 + 1)
    return dt.date(day.year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def watch_quarter(moving: Moving) -> None:
    """The next quarterly report is owed by the end of this quarter, or of a later one where this one's is there."""
    this, owed = quarter_end(timezone.localdate(moving.now)), moving.case.report_due
    if owed and owed <= this and moving.move and moving.move.key == "quarterly_report":
        due = quarter_end(owed + dt.timedelta(days=1))  # a late report is that of its own quarter
    else:
        due = max(this, owed or this)
    moving.change(report_due=due)
    steps.restart_limits("quarter")(moving)


declare(
    Register(
        key="development-plans",
        label=_("Development plans"),
        singular=_("Plan"),
        model="office_development.DevelopmentPlan",
        function="H0",
        title=pgettext_lazy("development plans", "Name of the plan"),
        fields=("title", "kind", "adopted_by", "adopted_on", "since", "until", "goals", "looked_at_on"),
        columns=("kind", "since", "until"),
        filters=("kind",),
        reminders=(
            Reminder("middle", _("Look at the plan in the middle"), "looked_at_on", months=12, article=OWN_NORM),
            Reminder("end", _("Plan ends"), "until", lead=90, article=_("Day in the plan")),
        ),
        public=("kind", "adopted_by", "since", "until", "goals"),
        hint=_("What the sub-district has decided to become, by which day, and who decided it."),
    )
)
declare(
    Register(
        key="development-projects",
        label=_("Development projects"),
        singular=_("Development project"),
        model=PROJECT.model,
        function="H0",
        title=_("Name of the project"),
        fields=("title", "kind_of", "plan", "neighbourhood", "site", "carried_by", "aim", "budget"),
        columns=("kind_of", "carried_by", "progress", "next_due"),
        filters=("kind_of", "neighbourhood"),
        public=("kind_of", "neighbourhood", "site", "aim", "granted", "spent", "result", "verdict", "review"),
        shown_in=(PROJECTS.published,),
        shown_since="published_on",
        hint=_("From the proposal to acceptance: milestones, money, and a report every quarter."),
    )
)
register(
    project.workflow(
        PROJECTS,
        key="development_project",
        label=_("Development project"),
        model=PROJECT.model,
        function="H0",
        series="FP",
        also_read=DevelopmentProject.also_read,
        asks={"begin": ("builder",)},
        effects=dict.fromkeys(("begin", "rework", "send_back"), (watch_quarter,)),
        more=(
            PROJECT.step(
                "quarterly_report",
                _("Quarterly report"),
                PROJECTS.running,
                fields=("progress",),
                asks=("done",),
                effects=(watch_quarter,),
                hint=_("What was done in the quarter, and what stands in the way."),
            ),
        ),
        limits=(
            on_day(
                "quarter",
                _("Quarterly report"),
                "report_due",
                OWN_NORM,
                starts=("begin",),
                met_by=("quarterly_report", "finish", "drop"),
                warn=(10, 3),
            ),
        ),
    )
)
