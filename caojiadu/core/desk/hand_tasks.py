"""The hand tasks that wait for a person's offices."""

from typing import Any

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.desk.queues import offices_of


def tasks_of(user: Visitor, *, done: bool = False) -> Any:
    """Open tasks of one's offices, for cases one may open; with `done` those that are done as well."""
    mine = Task.objects.filter(office__in=offices_of(user, "handler", "head", "letters", "accusations"))
    mine = mine.filter(case__in=Case.objects.visible_to(user))
    return mine if done else mine.filter(done_at=None)
