"""The sweep over helpers: a reminder the day before an opinion is due, word when it is late, and once more.

As with clocks, a row is looked at under the lock of its case, so that two sweeps at once do what one does.
"""

import datetime as dt
import logging

from django.db import transaction

from caojiadu.core.cases.helping import HELPERS
from caojiadu.core.cases.models import Assignment, Case
from caojiadu.core.cases.tell import speaks_for, staff_in, tell_people

BATCH = 500
AGAIN = dt.timedelta(days=2)  # calendar days between the first word that it is late and the second
logger = logging.getLogger(__name__)


def remind_helpers(now: dt.datetime) -> int:
    """Look at every helper whose moment has come. Returns how many were reminded."""
    due = Assignment.objects.filter(next_at__lte=now, until=None, role__in=HELPERS).order_by("next_at", "id")
    done = 0
    for pk in list(due.values_list("pk", flat=True)[:BATCH]):
        try:
            done += _look_at(pk, now)
        except Exception as error:
            logger.error("helper %s could not be reminded: %s", pk, type(error).__name__)
    return done


@transaction.atomic
def _look_at(pk: int, now: dt.datetime) -> bool:
    case = Case.objects.select_for_update(no_key=True, skip_locked=True, of=("self",)).filter(assignments=pk).first()
    row = Assignment.objects.filter(pk=pk, next_at__lte=now, until=None).first()
    if case is None or row is None or row.due_at is None:
        return False
    over = row.opinion_at is not None or not case.is_open
    late = now >= row.due_at
    row.told += 1
    row.next_at = None if over or (late and row.told > 2) else row.due_at if not late else now + AGAIN
    row.save(update_fields=["told", "next_at"])
    if not over:
        _say(case, row, late)
    return not over


def _say(case: Case, row: Assignment, late: bool) -> None:
    """A reminder goes to the helper; that it is late, to the lead as well."""
    key = f"helper-{row.pk}-{row.due_at:%Y%m%d}-{row.told}"
    tell_people(case, speaks_for(row), "opinion_late" if late else "opinion_soon", key=key)
    if late:
        tell_people(case, staff_in("handler", case) or staff_in("head", case), "opinion_late", key=f"{key}-lead")
