"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.moves import move
from caojiadu.core.registers.models import OfficeTask
from caojiadu.core.registers.shapes.progress import open_milestones


def day(offset: int = 0) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


TODAY = f"{day()}"
WANTED: dict[str, dict[str, Any]] = {
    "development-plans": {"adopted_on": TODAY, "looked_at_on": TODAY},
    "development-projects": {"paid_on": TODAY},
    "indicator-reports": {"period_until": f"{day(-10)}", "measured_on": TODAY},
    "reform-tasks": {"year": f"{day(40).year}", "ends_on": f"{day(40)}"},
}


def reach_all(project: Any, people: list[Any]) -> None:
    """Nothing is left to be reached."""
    for one in open_milestones(project):
        move(case=project, key="reach", actor=Actor.staff(people[0]), data={"milestone": one.pk, "what": "完成"})


def take_tasks_back(case: Any, people: list[Any]) -> None:
    """What was handed out has ended before the whole is reported."""
    for task in OfficeTask.objects.filter(parent_id=case.pk, closed_at=None):
        move(case=task, key="task_recall", actor=Actor.staff(people[2]), data={"reason": "不再需要"})


BEFORE = {
    "development-projects": {"finish": reach_all},
    "reform-tasks": {"reform_report": take_tasks_back},
}
