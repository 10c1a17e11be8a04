"""How many hand tasks wait for a person's offices."""

from typing import Any

from caojiadu.core.cases.models import Case, Task
from caojiadu.core.desk.queues import offices_of
from caojiadu.core.keyset import capped_count


def tasks_of(user: Any, *, done: bool = False) -> Any:
    """Open tasks of one's offices, for cases one may open; with `done` those that are done as well."""
    mine = Task.objects.filter(office__in=offices_of(user, "handler", "head", "letters", "accusations"))
    mine = mine.filter(case__in=Case.objects.visible_to(user))
    return mine if done else mine.filter(done_at=None)


def open_tasks(user: Any) -> str:
    """The count for the rail."""
    return capped_count(tasks_of(user))
