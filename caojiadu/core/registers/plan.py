"""What every office has: its yearly work plan (the umbrella function x0), and tasks that it is given by others."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving, open_case
from caojiadu.core.cases.relations import tell_parent
from caojiadu.core.cases.tokens import HEAD, office_token, own_tokens, persons
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import Function
from caojiadu.core.registers import steps
from caojiadu.core.registers.declared import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.models import OfficeTask
from caojiadu.core.workflow import By, Notify, State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

for _key, _words in {
    "plan_reported": ("工作计划项目已报完成，请审核：{number}", "An item of the work plan is reported done: {number}"),
    "plan_owed": ("年度法定事项已列入工作计划：{number}", "What is owed every year is in the work plan: {number}"),
    "plan_not_done": ("工作计划项目未通过审核：{number}", "An item of the work plan is not done yet: {number}"),
    "task_given": ("有新的交办任务，请签收：{number}", "A new task to sign for: {number}"),
    "task_done": ("交办任务已报办结，请核实：{number}", "A task you gave is reported done: {number}"),
    "task_back": ("交办任务核实未通过：{number}", "A task was sent back as not done: {number}"),
    "task_urged": ("请抓紧办理交办任务：{number}", "You are urged to do a task: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


DRAFTED = State("plan_drafted", _("Drafted"))
RUNNING = State("plan_running", _("Approved, under way"))
REPORTED = State("plan_reported", _("Reported, to be reviewed"), tone="soon")
DONE = State("plan_done", _("Done"), final=True, tone="done")
DROPPED = State("plan_dropped", _("Dropped"), final=True, tone="done")
PLAN, APPROVE = "registers.handle_workitem", "registers.approve_workitem"
TASK, VERIFY = "registers.handle_officetask", "registers.verify_officetask"
GIVEN = State("task_given", _("Given, to be signed for"))
SIGNED = State("task_signed", _("Signed for, under way"))
ANSWERED = State("task_answered", _("Reported done, to be verified"), tone="soon")
VERIFIED = State("task_verified", _("Verified"), final=True, tone="done")
RECALLED = State("task_recalled", _("Taken back"), final=True, tone="done")


def by_the_giver(moving: Moving) -> None:
    """A guard: the office that gave a task verifies it or takes it back; one that set it for itself does so too."""
    giver = moving.case.given_by_id or moving.case.office_id
    posts = [post.office_id for one in persons(moving.actor.user) for post in one.posts_today]
    if giver not in posts:
        raise Refused(gettext("The office that gave the task does this."))
    if giver == moving.case.office_id and not any(
        office_token(giver, HEAD) in own_tokens(one) for one in persons(moving.actor.user)
    ):
        raise Refused(gettext("The head of the office does this."))


def give_task(
    moving: Moving, *, office: Any, title: str, content: str, wanted_on: dt.date, source: str, given_by: Any = None
) -> OfficeTask:
    """Open a task of an office out of another matter: a decision of a meeting, a task from the district."""
    task: OfficeTask = open_case(
        kind="office_task",
        actor=moving.actor,
        office=office,
        function=Function.objects.filter(code=f"{office.code}0").first(),
        title=title,
        channel="staff",
        content=content,
        wanted_on=wanted_on,
        source=source[:120],
        given_by=given_by or moving.case.office,
        parent_id=moving.case.pk,
        search_text=content,
    )
    return task


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
register(
    Workflow(
        key="office_task",
        label=_("Task of an office"),
        model="registers.OfficeTask",
        function="x0",
        initial=GIVEN,
        series="RW",
        open_told=_("Given"),
        open_notify=(Notify("head", "task_given"),),
        open_effects=(steps.share_with("given_by"),),
        transitions=(
            Transition("task_sign", _("Sign for it"), (GIVEN,), SIGNED, needs=TASK, who=(Who.LEAD,), main=True),
            steps.assign(TASK, GIVEN, SIGNED),
            Transition(
                "task_done",
                _("Report it done"),
                (SIGNED,),
                ANSWERED,
                needs=TASK,
                who=(Who.LEAD,),
                fields=("outcome",),
                notify=(Notify("co", "task_done"),),
                main=True,
            ),
            Transition(
                "task_verify",
                _("Verify: done"),
                (ANSWERED,),
                VERIFIED,
                needs=VERIFY,
                who=(Who.CO, Who.HEAD),
                guards=(by_the_giver,),
                effects=(tell_parent,),
                main=True,
                hint=_("By the office that gave the task."),
            ),
            Transition(
                "task_not_done",
                _("Verify: not done"),
                (ANSWERED,),
                SIGNED,
                needs=VERIFY,
                who=(Who.CO, Who.HEAD),
                guards=(by_the_giver,),
                asks=("reason",),
                effects=(steps.count("returns"),),
                notify=(Notify("head", "task_back"), Notify("handler", "task_back")),
            ),
            Transition(
                "task_recall",
                _("Take the task back"),
                (GIVEN, SIGNED),
                RECALLED,
                needs=VERIFY,
                who=(Who.CO, Who.HEAD),
                guards=(by_the_giver,),
                asks=("reason",),
                danger=True,
            ),
            Transition(
                "task_urge",
                _("Urge"),
                (GIVEN, SIGNED),
                needs=VERIFY,
                who=(Who.CO, Who.HEAD),
                guards=(by_the_giver,),
                asks=("note",),
                notify=(Notify("head", "task_urged"), Notify("handler", "task_urged")),
            ),
            steps.note(TASK, GIVEN, SIGNED, ANSWERED),
            steps.late(GIVEN, SIGNED),
        ),
        limits=(
            norm(
                "sign_for",
                _("Sign for it"),
                2,
                starts=(OPEN,),
                met_by=("task_sign",),
                working=True,
                warn=(1,),
            ),
            on_day(
                "wanted",
                _("Day it was given"),
                "wanted_on",
                _("The day set with the task"),
                starts=(OPEN, "task_not_done"),
                met_by=("task_done", "task_recall"),
                warn=(5, 1),
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
declare(
    Register(
        key="tasks",
        label=_("Tasks of this office"),
        one=_("Task"),
        model="registers.OfficeTask",
        function="x0",
        title=_("Task"),
        fields=("title", "content", "source", "wanted_on"),
        columns=("source", "wanted_on"),
        hint=_("What meetings, leaders and the district gave this office to do."),
    )
)
