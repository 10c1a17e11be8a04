"""What every office has: its yearly work plan (the umbrella function x0)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import on_day
from caojiadu.core.workflow import By, Notify, State, Transition, Who, Workflow, register

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
PLAN, APPROVE = "registers.handle_workitem", "registers.approve_workitem"


register(
    Workflow(
        key="work_item",
        label=_("Item of the work plan"),
        model="registers.WorkItem",
        function="x0",
        initial=DRAFTED,
        series="GJ",
        open_told=_("Drafted"),
        transitions=(
            Transition(
                "plan_approve",
                _("Approve"),
                (DRAFTED,),
                RUNNING,
                needs=APPROVE,
                who=(Who.HEAD,),
                main=True,
                hint=_("From now on its day is watched."),
            ),
            Transition(
                "plan_owed",
                _("Owed every year: its day is watched"),
                (DRAFTED,),
                RUNNING,
                by=By.TIMER,
                notify=(Notify("head", "plan_owed"),),
            ),
            steps.assign(PLAN, DRAFTED, RUNNING),
            Transition(
                "plan_move",
                _("Change the day"),
                (RUNNING,),
                needs=APPROVE,
                who=(Who.HEAD,),
                fields=("planned_on",),
                asks=("reason",),
            ),
            Transition(
                "plan_report",
                _("Report it done"),
                (RUNNING,),
                REPORTED,
                needs=PLAN,
                who=(Who.LEAD,),
                fields=("outcome",),
                notify=(Notify("head", "plan_reported"),),
                main=True,
            ),
            Transition("plan_review", _("Review: done"), (REPORTED,), DONE, needs=APPROVE, who=(Who.HEAD,), main=True),
            Transition(
                "plan_reject",
                _("Review: not done yet"),
                (REPORTED,),
                RUNNING,
                needs=APPROVE,
                who=(Who.HEAD,),
                asks=("reason",),
                notify=(Notify("handler", "plan_not_done"),),
            ),
            Transition(
                "plan_drop",
                _("Drop it"),
                (DRAFTED, RUNNING),
                DROPPED,
                needs=APPROVE,
                who=(Who.HEAD,),
                asks=("reason",),
                danger=True,
            ),
            steps.note(PLAN, DRAFTED, RUNNING, REPORTED),
            steps.late(RUNNING),
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
        one=_("Item of the work plan"),
        model="registers.WorkItem",
        function="x0",
        title=_("What is to be done"),
        fields=("title", "year", "aim", "planned_on"),
        columns=("year", "planned_on"),
        hint=_("What the office sets out to do in a year, by when, and what came of it."),
    )
)
