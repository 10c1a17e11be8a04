"""The sweep: warnings before a limit, then the climb after it, each rung once and days apart.

It touches only clocks whose next moment has come (an index on `next_at`), and claims each by compare-and-set, so two
sweeps at once, or three in a row, do what one does.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.clocks import next_warning
from caojiadu.core.cases.models import FAR, Clock, LimitRule
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.tell import tell_staff
from caojiadu.core.workflow import Notify

RUNG_NAMES = ("handler", "head", "leader", "district")
BATCH = 500


def sweep(now: dt.datetime | None = None) -> dict[str, int]:
    """Warn and climb for every clock that is due to be looked at. Returns how many of each."""
    now = now or timezone.now()
    done = {"warned": 0, "climbed": 0}
    while batch := list(_due(now)):
        for pk in batch:
            result = _look_at(pk, now)
            if result:
                done[result] += 1
    return done


def _due(now: dt.datetime) -> list[int]:
    running = Clock.objects.filter(state=Clock.State.RUNNING, next_at__lte=now)
    return list(running.order_by("next_at", "id").values_list("id", flat=True)[:BATCH])


@transaction.atomic
def _look_at(pk: int, now: dt.datetime) -> str:
    clock = (
        Clock.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("case")
        .filter(pk=pk, state=Clock.State.RUNNING, next_at__lte=now)
        .first()
    )
    if clock is None:
        return ""
    rule = LimitRule.objects.filter(kind=clock.case.kind, key=clock.key).first() or LimitRule()
    return _warn(clock, rule, now) if now < clock.due_at else _climb(clock, rule, now)


def _warn(clock: Clock, rule: LimitRule, now: dt.datetime) -> str:
    clock.warned += 1
    clock.next_at = next_warning(clock, rule, now)
    clock.save(update_fields=["warned", "next_at"])
    if clock.case.workflow.climbs:
        for audience in ("handler", "head"):
            tell_staff(clock.case, Notify(audience, "limit_soon"), key=f"clock-{clock.pk}-{clock.warned}")
    return "warned"


def _climb(clock: Clock, rule: LimitRule, now: dt.datetime) -> str:
    flow = clock.case.workflow
    limit = flow.limit(clock.key)
    rung = clock.rung + 1
    last = rung >= len(RUNG_NAMES) or not flow.climbs
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
