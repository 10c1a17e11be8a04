"""What somebody has to do by hand for a case: opened once, and no second time while it is still to do."""

import datetime as dt

from caojiadu.core.cases.models import Case, Task


def open_task(*, case: Case, kind: str, key: str, now: dt.datetime, days: int) -> None:
    """Open one task for the desk, or the lead office where no desk registered it; `days` are calendar days."""
    Task.objects.get_or_create(
        key=key,
        defaults={
            "case_id": case.pk,
            "kind": kind,
            "office_id": case.registrar_id or case.office_id,
            "created_at": now,
            "due_at": now + dt.timedelta(days=days),
        },
    )


def post_task_prefix(case_id: int, template: str) -> str:
    """How the keys of the hand tasks for one notice of one case begin."""
    return f"post-{case_id}-{template}-"


def template_of(task: Task) -> str:
    """Which notice a task is to bring to the resident; empty for tasks of other kinds."""
    return task.key.split("-", 2)[2].rpartition("-")[0] if task.kind == Task.Kind.POST else ""
