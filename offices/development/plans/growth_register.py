"""Indicators, measured and reviewed (H1), and reform tasks (H2)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day, only_in
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import follow_up
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.development.plans.models import IndicatorReport

INDICATORS = declare(
    Register(
        key="indicators",
        label=_("Indicators"),
        singular=_("Indicator"),
        model="office_development.Indicator",
        function="H1",
        title=_("Name of the indicator"),
        fields=("title", "field", "year", "unit", "better", "target", "source", "supplied_by"),
        columns=("field", "year", "target", "measured", "measured_on"),
        filters=("field", "year", "supplied_by"),
        reminders=(Reminder("measure", _("Measurement owed"), "measured_on", months=12, article=OWN_NORM),),
        public=("field", "year", "unit", "target", "measured", "measured_on"),
        hint=_("What is measured, in which unit, with the target of the year. Reviewed reports enter their value."),
    )
)
REPORT = Matter("office_development.IndicatorReport")
CALLED = State("indicator_called", _("Called for, to be measured"))
MEASURED = State("indicator_measured", _("Measured, to be reviewed"), tone="soon")
REVIEWED = State("indicator_reviewed", _("Reviewed"), final=True, tone="done")
DROPPED = State("indicator_dropped", _("Not measured"), final=True, tone="done")


def judge(moving: Moving) -> None:
    """Say whether the target is reached, and let the indicator show the reviewed value, unless it has a newer one."""
    report, indicator = moving.case, moving.case.indicator
    reached = indicator.reached_with(report.value)
    verdict = IndicatorReport.Verdict.REACHED if reached else IndicatorReport.Verdict.MISSED
    moving.change(verdict=verdict)
    if indicator.measured_on is None or indicator.measured_on <= report.measured_on:
        values = {"measured": report.value, "measured_on": report.measured_on}
        change(INDICATORS, indicator, values, user=moving.actor.user)


register(
    Workflow(
        key="indicator_report",
        label=_("Report on an indicator"),
        model=REPORT.model,
        function="H1",
        initial=CALLED,
        series="ZT",
        open_told=_("Figure called for"),
        transitions=(
            REPORT.step(
                "indicator_measure",
                _("Enter the value"),
                CALLED,
                to=MEASURED,
                fields=("value", "measured_on", "method"),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            REPORT.decide(
                "indicator_review",
                _("Review the value"),
                MEASURED,
                to=REVIEWED,
                fields=("comment",),
                not_by=("indicator_measure",),
                effects=(judge,),
                main=True,
                hint=_("Whether the target is reached follows from the value; the indicator shows it from then on."),
            ),
            REPORT.step(
                "indicator_again",
                _("Have it measured again"),
                MEASURED,
                to=CALLED,
                by=REPORT.head_or_leader,
                fields=("wanted_on",),
                asks=("reason",),
            ),
            REPORT.end("indicator_drop", _("Not measured this time"), CALLED, to=DROPPED, by=REPORT.head_or_leader),
            *REPORT.usual(CALLED, MEASURED),
        ),
        limits=(
            on_day(
                "figure",
                _("Figure wanted by"),
                "wanted_on",
                _("Day on which it is wanted"),
                starts=(OPEN, "indicator_again"),
                met_by=("indicator_measure", "indicator_drop"),
                met_on="measured_on",
                warn=(7, 1),
            ),
            norm(
                "review",
                _("Review the value"),
                5,
                starts=("indicator_measure",),
                met_by=("indicator_review", "indicator_again"),
                working=True,
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="indicator-reports",
        label=_("Reports on indicators"),
        singular=_("Report on an indicator"),
        model=REPORT.model,
        function="H1",
        title=_("Name of the report"),
        fields=("title", "indicator", "period_until", "wanted_on"),
        columns=("indicator", "value", "verdict", "wanted_on"),
        filters=("indicator",),
        hint=_("Each measurement: called for, measured, reviewed by somebody else."),
    )
)
declare_duty(Duty("indicator-targets", _("Set the indicators of the year"), "H1", 1, 31, OWN_NORM))

REFORM = Matter("office_development.ReformTask")
PROPOSED = State("reform_proposed", _("Proposed, to be approved"))
APPROVED = State("reform_approved", _("Approved, to be started"))
RUNNING = State("reform_running", _("Being carried out"))
REPORTED = State("reform_reported", _("Carried out, to be accepted"), tone="soon")
ACCEPTED = State("reform_accepted", _("Accepted, rule to be made"), tone="soon")
CLOSED = State("reform_closed", _("Reform carried out and kept as a rule"), final=True, tone="done")
STOPPED = State("reform_stopped", _("Reform given up"), final=True, tone="done")

register(
    Workflow(
        key="reform_task",
        label=_("Reform task"),
        model=REFORM.model,
        function="H2",
        initial=PROPOSED,
        series="GG",
        open_told=_("Proposed"),
        open_notify=(steps.TO_DECIDE,),
        transitions=(
            REFORM.step("reform_revise", _("Revise the proposal"), PROPOSED, fields=("problem", "measure", "ends_on")),
            REFORM.decide(
                "reform_approve",
                _("Approve the reform"),
                PROPOSED,
                to=APPROVED,
                not_by=(
                    OPEN,
                    "reform_revise",
                ),
                main=True,
            ),
            REFORM.step("reform_start", _("Start it"), APPROVED, to=RUNNING, asks=("note",), main=True),
            follow_up.hand_out(REFORM, APPROVED, RUNNING),
            follow_up.task_ended(APPROVED, RUNNING, REPORTED, ACCEPTED),
            REFORM.step(
                "reform_report",
                _("Report it carried out"),
                RUNNING,
                to=REPORTED,
                fields=("outcome",),
                when=(follow_up.tasks_done,),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            REFORM.decide(
                "reform_accept",
                _("Accept the reform"),
                REPORTED,
                to=ACCEPTED,
                asks=("result",),
                not_by=("reform_report",),
                main=True,
            ),
            REFORM.step(
                "reform_back",
                _("Not accepted: back to work"),
                REPORTED,
                to=RUNNING,
                by=REFORM.head_or_leader,
                fields=("ends_on",),
                asks=("reason",),
            ),
            REFORM.step("reform_close", _("Keep it as a rule"), ACCEPTED, to=CLOSED, fields=("rule_made",), main=True),
            REFORM.end(
                "reform_stop",
                _("Give the reform up"),
                PROPOSED,
                APPROVED,
                RUNNING,
                to=STOPPED,
                by=REFORM.head_or_leader,
            ),
            *REFORM.usual(PROPOSED, APPROVED, RUNNING, REPORTED, ACCEPTED),
        ),
        limits=(
            norm(
                "approve",
                _("Decide on the proposal"),
                10,
                starts=(OPEN,),
                met_by=("reform_approve", "reform_stop"),
                working=True,
                warn=(3,),
            ),
            on_day(
                "end",
                _("Reform to be carried out by"),
                "ends_on",
                _("The reform tasks of the year"),
                starts=("reform_approve", "reform_back"),
                met_by=("reform_report", "reform_stop"),
                warn=(30, 7),
                applies=only_in(APPROVED, RUNNING),
            ),
            norm("rule", _("Make the rule"), 30, starts=("reform_accept",), met_by=("reform_close",), warn=(7,)),
        ),
    )
)
declare(
    Register(
        key="reform-tasks",
        label=_("Reform tasks"),
        singular=_("Reform task"),
        model=REFORM.model,
        function="H2",
        title=_("Name of the reform"),
        fields=("title", "area", "basis", "problem", "measure", "year", "ends_on"),
        columns=("area", "year", "ends_on"),
        filters=("area", "year"),
        hint=_("What is tried in how the community is governed, by whom, and which rule stays."),
    )
)
declare_duty(Duty("reform-list", _("Draw up the reform tasks of the year"), "H2", 2, 28, OWN_NORM))
