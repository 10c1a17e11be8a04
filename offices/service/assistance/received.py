"""Who receives a lasting aid already: a person is granted each of them once, under whichever of their rows."""

from typing import Any

from django.utils.translation import gettext

from caojiadu.core.accounts.throttle import one_at_a_time
from caojiadu.core.cases.errors import Refused
from caojiadu.core.community.duplicates import rows_of_person
from offices.service.assistance.models import LASTING, AssistedHousehold


def refuse_twice(resident: int | None, aid: str, *, but: int | None = None) -> None:
    """Raise Refused, which names the entry, where a person receives this lasting aid already by another one."""
    if aid not in LASTING or resident is None:
        return
    there = AssistedHousehold.objects.filter(resident__in=rows_of_person(resident), category=aid, ended_on=None)
    if but is not None:
        there = there.exclude(pk=but)
    if found := there.order_by("pk").first():
        said = gettext("This household receives it already: #%(key)s. A re-check changes it.")
        raise Refused(said % {"key": found.pk}, beside="category", see=found)


def once_a_person(entry: Any, _user: Any) -> None:
    """Whenever an entry begins, is taken up again or says another aid: its person has no other current one of that aid.

    Of two in the same moment the second finds the first. Raises Refused. What else is corrected does not ask, so that
    two entries of before, of rows that were found to be one person afterwards, can still be put right.
    """
    newest = entry.events.last()
    if entry.is_current and (newest.action != "changed" or "category" in newest.data):
        one_at_a_time("aid_grant")
        refuse_twice(entry.resident_id, entry.category, but=entry.pk)
