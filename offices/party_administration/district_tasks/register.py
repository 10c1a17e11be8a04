"""Tasks from the district (A0, R8): handed out to one or several offices, tracked, reported back, found done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import distribution, follow_up
from caojiadu.core.workflow import By, Notify, State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.DistrictTask")
CAME = State("district_task_came", _("Came from the district"))
OUT = State("district_task_out", _("With the offices"))
DRAFTED = State("district_task_drafted", _("Report drafted"), tone="soon")
REPORTED = State("district_task_reported", _("Reported, to be found done"))
DONE = State("district_task_done", _("Found done by the district"), final=True, tone="done")
DECLINED = State("district_task_declined", _("Given back to the district"), final=True, tone="done")
OPEN_STATES = (CAME, OUT, DRAFTED, REPORTED)
REPORTER = MATTER.staff("report", Who.HEAD, Who.LEADER)

for _key, _words in {
    "district_task_came": ("区里有新的交办任务：{number}", "A new task from the district: {number}"),
    "district_task_drafted": (
        "交办任务办理情况待审核上报：{number}",
        "A report to the district to look at: {number}",
    ),
    "district_task_back": (
        "区里退回交办任务的办理情况：{number}",
        "The district returned a report: {number}",
    ),
}.items():
    register_template(_key, title=_words, body=_words)
BACK = (Notify("handler", "district_task_back"), Notify("head", "district_task_back"))


def report_up(moving: Moving) -> None:
    """The report lies in the inbox of the body that gave the task, under its number there."""
    task: Any = moving.case
    steps.day("reported_on")(moving)
    reports.put(
        case=task,
        event=moving.event,
        kind=reports.Report.Kind.TASK,
        body=task.body,
        reason=task.report,
        tried=task.district_number,
        files=task.files.all(),
        by=moving.actor.user,
        now=moving.now,
    )


register(
    Workflow(
        key="district_task",
        label=_("Task from the district"),
        model=MATTER.model,
        function="A0",
        initial=CAME,
        series="QJ",
        open_told=_("Came from the district"),
        open_notify=(Notify("head", "district_task_came"), Notify("leader", "district_task_came")),
        transitions=(
            MATTER.step(
                "district_task_draft",
                _("Draft the report"),
                OUT,
                to=DRAFTED,
                fields=("report",),
                guards=(follow_up.tasks_done,),
                notify=(Notify("head", "district_task_drafted"),),
                main=True,
            ),
            distribution.hand_out(MATTER, CAME, OUT, to=OUT, main=True),
            follow_up.task_ended(OUT),
            distribution.urge(MATTER, OUT),
            MATTER.step(
                "district_task_move",
                _("The district changed the day"),
                CAME,
                OUT,
                DRAFTED,
                fields=("wanted_on",),
                asks=("reason",),
            ),
            MATTER.step(
                "district_task_draft_alone",
                _("Draft the report without handing out"),
                CAME,
                to=DRAFTED,
                fields=("report",),
                notify=(Notify("head", "district_task_drafted"),),
            ),
            MATTER.step(
                "district_task_redraft",
                _("Send the draft back"),
                DRAFTED,
                to=OUT,
                by=REPORTER,
                asks=("reason",),
                notify=(Notify("handler", "district_task_back"),),
            ),
            MATTER.step(
                "district_task_report",
                _("Report to the district"),
                DRAFTED,
                to=REPORTED,
                by=REPORTER,
                effects=(report_up,),
                main=True,
                for_leaders=True,
            ),
            MATTER.step("district_acknowledged", _("The district acknowledged"), REPORTED, by=By.DISTRICT),
            MATTER.step("district_answered", _("The district found it done"), REPORTED, to=DONE, by=By.DISTRICT),
            MATTER.step(
                "district_returned",
                _("The district returned it"),
                REPORTED,
                to=OUT,
                by=By.DISTRICT,
                effects=(steps.count("returned"),),
                notify=BACK,
            ),
            MATTER.step(
                "district_task_found_done",
                _("Found done, told elsewhere"),
                REPORTED,
                to=DONE,
                asks=("note",),
                hint=_("Where the body answered by telephone or on paper."),
            ),
            MATTER.step(
                "district_task_not_done",
                _("Not done, told elsewhere"),
                REPORTED,
                to=OUT,
                asks=("reason",),
                effects=(steps.count("returned"),),
                notify=BACK,
            ),
            MATTER.end("district_task_decline", _("Give it back to the district"), CAME, to=DECLINED, by=REPORTER),
            *MATTER.usual(*OPEN_STATES),
        ),
        limits=(
            on_day(
                "wanted",
                _("Report to the district"),
                "wanted_on",
                _("The day set by the district"),
                starts=(OPEN,),
                met_by=("district_task_report", "district_task_decline"),
                warn=(7, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="district-tasks",
        label=_("Tasks from the district"),
        singular=_("Task from the district"),
        model=MATTER.model,
        function="A0",
        title=_("Subject of the task"),
        fields=("title", "body", "ground", "district_number", "task", "came_on", "wanted_on"),
        columns=("body", "district_number", "wanted_on"),
        filters=("ground", "body"),
        hint=_("What the district government and its bodies give the sub-district to do, and what came of it."),
    )
)


@provide("leading_kinds")
def leading_kinds() -> list[tuple[int, str, Any, Any]]:
    """What leaders have on their overview: tasks of the district that are not done yet."""
    return [(2, "district_task", _("Tasks of the district"), _("No task of the district is open."))]
