"""The sweep: warnings before a limit, then the climb after it, each rung once and days apart.

It touches only clocks whose next moment has come (an index on `next_at`), and looks at each once, under the locks that
a move takes and in its order: the case, then the clock. So two sweeps at once, or three in a row, do what one does. A
case that cannot climb is logged and holds up no other.
"""

import datetime as dt
import logging
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.utils import timezone

from caojiadu.core.cases.clocks import next_warning, rule_of
from caojiadu.core.cases.models import FAR, Case, Clock, LimitRule
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.reminders import remind_helpers
from caojiadu.core.cases.tell import tell_staff
from caojiadu.core.workflow import Notify

RUNG_NAMES = ("handler", "head", "leader", "district")
BATCH = 500
logger = logging.getLogger(__name__)


def sweep(now: dt.datetime | None = None) -> dict[str, int]:
    """Warn and climb for every clock that is due to be looked at, and remind helpers. Returns how many of each."""
    now = now or timezone.now()
    done = {"warned": remind_helpers(now), "climbed": 0}
    for pk in _due(now):
        try:
            result = _look_at(pk, now)
        except Exception as error:
            # Words of a letter may stand in the words of an error: its kind must do.
            logger.error("clock %s could not be looked at: %s", pk, type(error).__name__)
            continue
        if result:
            done[result] += 1
    return done


def _due(now: dt.datetime) -> Iterator[int]:
    """The clocks that are due, each once: one that stays due waits for the next sweep."""
    due = Clock.objects.filter(state=Clock.State.RUNNING, next_at__lte=now).order_by("next_at", "id")
    rows = due
    while batch := list(rows.values_list("next_at", "id")[:BATCH]):
        yield from (pk for _next_at, pk in batch)
        rows = due.filter(TupleGreaterThan(Tuple(F("next_at"), F("id")), batch[-1]))


@transaction.atomic
def _look_at(pk: int, now: dt.datetime) -> str:
    case = Case.objects.select_for_update(no_key=True, skip_locked=True, of=("self",)).filter(clocks=pk).first()
    if case is None:
        return ""
    clock = Clock.objects.select_for_update().filter(pk=pk, state=Clock.State.RUNNING, next_at__lte=now).first()
    if clock is None:
        return ""
    clock.case = case
    limit = case.workflow.limit(clock.key)
    rule = rule_of(case.workflow, limit) if limit else LimitRule()
    return _warn(clock, rule, now) if now < clock.due_at else _climb(clock, rule, now)


def _warn(clock: Clock, rule: LimitRule, now: dt.datetime) -> str:
    clock.warned += 1
    clock.next_at = next_warning(clock, rule, now)
    clock.save(update_fields=["warned", "next_at"])
    for audience in _to_warn(clock.case):
        tell_staff(clock.case, Notify(audience, "limit_soon"), key=f"clock-{clock.pk}-{clock.warned}")
    return "warned"


def _to_warn(case: Case) -> tuple[str, ...]:
    """Who can still keep a limit: until somebody has the case, the desk; of a confidential one its two posts alone."""
    if not case.workflow.climbs:
        return ("registrar",)
    return ("handler", "head") if case.handler_id else ("registrar", "head")


def _climb(clock: Clock, rule: LimitRule, now: dt.datetime) -> str:
    flow = clock.case.workflow
    limit = flow.limit(clock.key)
    rung = clock.rung + 1
    # Norms are the office's own: they end at its leader, and the district hears of limits set by law only.
    last = rung >= len(RUNG_NAMES) - (not clock.legal) or not flow.climbs or not (limit and limit.climbs)
    clock.rung = rung
    clock.next_at = FAR if last else now + dt.timedelta(days=max(1, rule.rungs[rung] - rule.rungs[rung - 1]))
    clock.save(update_fields=["rung", "next_at"])
    if limit:
        move(
            case=clock.case,
            key=limit.on_breach,
            actor=Actor.timer(),
            now=now,
            extra={
                "clock": clock.pk,
                "limit": clock.key,
                "rung": RUNG_NAMES[rung - 1],
                "days_late": days_late(clock, now),
            },
        )
    return "climbed"


def days_late(clock: Clock, now: dt.datetime) -> int:
    """Whole calendar days since the last day of the limit."""
    return (timezone.localdate(now) - clock.due_on).days
