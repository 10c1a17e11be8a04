"""What every office has: its yearly work plan (the umbrella function x0)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import By, Notify, State, Who, Workflow, register

MATTER = Matter("registers.WorkItem")

for _key, _words in {
    "plan_reported": ("工作计划项目已报完成，请审核：{number}", "An item of the work plan is reported done: {number}"),
    "plan_owed": ("年度法定事项已列入工作计划：{number}", "What is owed every year is in the work plan: {number}"),
    "plan_not_done": ("工作计划项目未通过审核：{number}", "An item of the work plan is not done yet: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


DRAFTED = State("plan_drafted", _("Drafted"))
RUNNING = State("plan_running", _("Approved, under way"))
REPORTED = State("plan_reported", _("Reported, to be reviewed"), tone="soon")
DONE = State("plan_done", _("Done"), final=True, tone="done")
DROPPED = State("plan_dropped", _("Dropped"), final=True, tone="done")


register(
    Workflow(
        key="work_item",
        label=_("Item of the work plan"),
        model=MATTER.model,
        function="x0",
        initial=DRAFTED,
        series="GJ",
        open_told=_("Drafted"),
        transitions=(
            MATTER.step(
                "plan_approve",
                _("Approve"),
                DRAFTED,
                to=RUNNING,
                by=MATTER.staff("approve", Who.HEAD),
                main=True,
                hint=_("From now on its day is watched."),
            ),
            MATTER.step(
                "plan_owed",
                _("Owed every year: its day is watched"),
                DRAFTED,
                to=RUNNING,
                by=By.TIMER,
                notify=(Notify("head", "plan_owed"),),
            ),
            MATTER.assign(DRAFTED, RUNNING),
            MATTER.step(
                "plan_move",
                _("Change the day"),
                RUNNING,
                by=MATTER.staff("approve", Who.HEAD),
                fields=("planned_on",),
                asks=("reason",),
            ),
            MATTER.step(
                "plan_report",
                _("Report it done"),
                RUNNING,
                to=REPORTED,
                fields=("outcome",),
                notify=(Notify("head", "plan_reported"),),
                main=True,
            ),
            MATTER.step(
                "plan_review", _("Review: done"), REPORTED, to=DONE, by=MATTER.staff("approve", Who.HEAD), main=True
            ),
            MATTER.step(
                "plan_reject",
                _("Review: not done yet"),
                REPORTED,
                to=RUNNING,
                by=MATTER.staff("approve", Who.HEAD),
                asks=("reason",),
                notify=(Notify("handler", "plan_not_done"),),
            ),
            MATTER.end("plan_drop", _("Drop it"), DRAFTED, RUNNING, to=DROPPED, by=MATTER.staff("approve", Who.HEAD)),
            MATTER.note(DRAFTED, RUNNING, REPORTED),
            MATTER.late(RUNNING),
        ),
        limits=(
            on_day(
                "planned",
                _("Planned day"),
                "planned_on",
                _("The office's own plan"),
                starts=("plan_approve", "plan_owed", "plan_reject"),
                met_by=("plan_report", "plan_drop"),
                warn=(14, 3),
            ),
        ),
    )
)
declare(
    Register(
        key="work-plan",
        label=_("Yearly work plan"),
        singular=_("Item of the work plan"),
        model=MATTER.model,
        function="x0",
        title=_("What is to be done"),
        fields=("title", "year", "aim", "planned_on"),
        columns=("year", "planned_on"),
        hint=_("What the office sets out to do in a year, by when, and what came of it."),
    )
)
