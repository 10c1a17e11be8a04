"""Lengthening a limit and letting it stand still: each only where its declaration says so, by the move that is made.

The rule table is the declaration of the kinds (`Limit.extends`, `Limit.stops`). Nothing else moves a running limit but
a changed calendar.
"""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import UNENDED, Case, Clock, ClockStop
from caojiadu.core.cases.moving import Moving
from caojiadu.core.workdays.deadlines import Deadline, extend, pause, working_days_between
from caojiadu.core.workflow import Limit, Stop

ONE = dt.timedelta(days=1)


def check_extension(case: Case, key: str, days: int, now: dt.datetime) -> Clock:
    """The running clock, if it may be lengthened by so many days now. Raises Refused with the reason."""
    limit = _limit(case, key)
    if not limit.extends:
        raise Refused(_("The law knows no extension of this limit."))
    clock = _unended(case, key)
    if clock is None or clock.state != Clock.State.RUNNING:
        raise Refused(_("This limit does not run."))
    if Deadline.from_json(clock.why).terms.extended:
        raise Refused(_("This limit was extended already. It is extended once only."))
    if not 1 <= days <= limit.extends:
        raise Refused(
            ngettext(
                "At most %(days)d day can be added in all.", "At most %(days)d days can be added in all.", limit.extends
            )
            % {"days": limit.extends}
        )
    if now > clock.due_at:
        raise Refused(_("The limit has passed. What is over cannot be extended any more."))
    return clock


def lengthen(case: Case, key: str, days: int, now: dt.datetime) -> Clock:
    """Lengthen a limit once. Raises Refused, as `check_extension` does."""
    clock = check_extension(case, key, days, now)
    return _write(case, clock, extend(Deadline.from_json(clock.why), days), now)


def stop(moving: Moving, key: str, *, first_day: dt.date) -> Clock:
    """Let a limit stand still from a day on. Raises Refused where the move is no ground for it, or it is too late."""
    case, clock = moving.case, _unended(moving.case, key)
    ground = _ground(case, key, lambda stop: stop.by, moving)
    if clock is None:
        raise Refused(_("This limit does not run."))
    if clock.state == Clock.State.STOPPED:
        raise Refused(_("This limit stands still already."))
    if not timezone.localdate(clock.started_at) <= first_day <= min(clock.due_on, timezone.localdate(moving.now)):
        raise Refused(_("This day lies outside the limit, or has not come yet."))
    if clock.stops.filter(last_day__gte=first_day).exists():
        raise Refused(_("The limit stood still on this day already."))
    ClockStop.objects.create(clock=clock, ground=ground.key, first_day=first_day, stopped_by=moving.written)
    clock.state = Clock.State.STOPPED
    clock.save(update_fields=["state"])
    clocks.refresh_due(case)
    return clock


def go_on(moving: Moving, key: str, *, last_day: dt.date) -> Clock:
    """Let it run again: it ends later by exactly the days on which it stood still. Raises Refused."""
    case, clock = moving.case, _unended(moving.case, key)
    _ground(case, key, lambda stop: stop.resumed_by, moving)
    row = clock.stops.filter(last_day=None).first() if clock else None
    if clock is None or row is None:
        raise Refused(_("This limit does not stand still."))
    if not row.first_day <= last_day <= timezone.localdate(moving.now):
        raise Refused(_("This day lies before the first one, or has not come yet."))
    row.last_day, row.continued_by = last_day, moving.event
    row.save(update_fields=["last_day", "continued_by"])
    clock.state = Clock.State.RUNNING
    return _write(case, clock, pause(Deadline.from_json(clock.why), _days(clock, row.first_day, last_day)), moving.now)


def _days(clock: Clock, first_day: dt.date, last_day: dt.date) -> int:
    """The days of a standstill, in the days in which the limit is counted; first and last are among them."""
    if clock.working:
        return working_days_between(first_day - ONE, last_day)
    return (last_day - first_day).days + 1


def _write(case: Case, clock: Clock, deadline: Deadline, now: dt.datetime) -> Clock:
    rule = clocks.rule_of(case.workflow, _limit(case, clock.key))
    clocks.set_deadline(clock, deadline, rule)
    clock.next_at = clocks.next_warning(clock, rule, now)
    clock.save(update_fields=["state", "due_on", "due_at", "why", "provisional", "next_at"])
    clocks.refresh_due(case)
    return clock


def _limit(case: Case, key: str) -> Limit:
    limit = case.workflow.limit(key)
    if limit is None:
        raise LookupError(f"{case.kind} has no limit {key}")
    return limit


def _unended(case: Case, key: str) -> Clock | None:
    # Whoever writes holds the lock of the case already; a page that only asks is in no transaction.
    return Clock.objects.filter(case_id=case.pk, key=key, state__in=UNENDED).first()


def _ground(case: Case, key: str, moves_of: Callable[[Stop], tuple[str, ...]], moving: Moving) -> Stop:
    step = moving.move.key if moving.move else ""
    ground = next((one for one in _limit(case, key).stops if step in moves_of(one)), None)
    if ground is None:
        raise Refused(_("The law knows no such ground for this limit to stand still."))
    return ground
