"""Starting, meeting and recomputing the limits of a case."""

import datetime as dt
from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import connection
from django.db.models import Case as Either
from django.db.models import Value, When
from django.utils import timezone, translation

from caojiadu.core.cases.memo import once
from caojiadu.core.cases.models import FAR, UNENDED, Case, Clock, LimitRule
from caojiadu.core.workdays.arithmetic import Calendar, Roll, Terms
from caojiadu.core.workdays.deadlines import Deadline, StoredCalendar, counted_deadline, end_of
from caojiadu.core.workflow import Limit, find
from caojiadu.core.workflow.parts import OPEN

if TYPE_CHECKING:
    from caojiadu.core.workflow import Workflow

LONGEST = 120  # days of the calendar that are read at once; it reads on where a limit is longer
_EARLIEST = """
UPDATE cases_case
SET due_at = coalesce((SELECT min(due_at) FROM cases_clock WHERE case_id = %s AND state = %s), %s)
WHERE id = %s
RETURNING due_at
"""


@once
def clocks_of(case: Case) -> list[Clock]:
    """Every limit of a case, whatever became of it."""
    return list(case.clocks.all())


def start_first(case: Case, flow: "Workflow") -> None:
    """Start the limits of a matter just opened, and put the earliest on its object, to be written with its number."""
    starting = []
    for limit in flow.limits:
        if OPEN in limit.starts and (limit.applies is None or limit.applies(case)):
            starting.append(limit)
    for clock in start_all(case, starting, case.opened_at):
        case.due_at = min(case.due_at, clock.due_at)


def start_and_meet(case: Case, key: str, now: dt.datetime, written: Collection[str] = ()) -> None:
    """Meet the limits that a move meets, start those it starts, and put the earliest on the case.

    `written` are the fields of the matter that the move wrote: a limit that ends on one of them starts again, and so
    does a running one that is counted from one.
    """
    met, moved, starting = [], [], []
    for limit in case.workflow.limits:
        if key in limit.met_by:
            met.append(limit)
        elif written and _moves(case, limit, written):
            moved.append(limit)
        if (key in limit.starts or limit in moved) and (limit.applies is None or limit.applies(case)):
            starting.append(limit)
    if moved:
        unended = Clock.objects.filter(case_id=case.pk, key__in=[limit.key for limit in moved], state__in=UNENDED)
        unended.update(state=Clock.State.ENDED, ended_at=now)
    if met or moved or starting:
        for at, keys in _by_moment(case, met, now, written).items() if met else ():
            meet(case, keys, at)
        start_all(case, starting, now)
        refresh_due(case)


def start_all(case: Case, limits: Collection[Limit], now: dt.datetime) -> list[Clock]:
    """Start limits on a date of the matter where they name one: those that end then, or are counted from it; else now.

    All in one statement, over one calendar; one already running under its key goes on untouched.
    """
    if not limits:
        return []
    flow = find(case.kind)
    rules: dict[str, LimitRule] = {}
    for rule in LimitRule.objects.filter(kind=flow.key):
        rules[rule.key] = rule
    counted: list[tuple[dt.datetime, LimitRule]] = []
    for limit in limits:
        if limit.ends_on:
            counted += _until(case, limit, now)
        else:
            at = _moment(case, limit.counted_from, now) if limit.counted_from else now
            counted.append((at, rules.get(limit.key) or declared_rule(flow, limit)))
    if not counted:
        return []
    first = timezone.localdate(min(counted, key=itemgetter(0))[0])
    calendar, clocks = StoredCalendar(first, first + dt.timedelta(days=LONGEST)), []
    for at, rule in counted:
        clocks.append(_new_clock(case, at, rule, deadline_from(at, rule, calendar)))
    return Clock.objects.bulk_create(clocks, ignore_conflicts=True)


def _until(case: Case, limit: Limit, now: dt.datetime) -> list[tuple[dt.datetime, LimitRule]]:
    """When a limit starts that ends on a date of the matter, with that day; without the date it does not run."""
    day = getattr(case, limit.ends_on)
    if day is None:
        return []
    last = timezone.localdate(day) if isinstance(day, dt.datetime) else day
    started_at = min(now, end_of(last))
    rule = declared_rule(case.workflow, limit)
    rule.days = (last - timezone.localdate(started_at)).days
    return [(started_at, rule)]


def _moves(case: Case, limit: Limit, written: Collection[str]) -> bool:
    """Whether a limit starts again because its date was written."""
    if limit.counted_from:
        unended = Clock.objects.filter(case_id=case.pk, key=limit.key, state__in=UNENDED)
        return limit.counted_from in written and unended.exists()
    return bool(limit.ends_on) and limit.ends_on in written


def _by_moment(
    case: Case, met: Iterable[Limit], now: dt.datetime, written: Collection[str]
) -> dict[dt.datetime, list[str]]:
    """The limits that a move meets, by when they were kept: those kept at once go one round together.

    A limit that comes round is counted from the day on which it was kept last: that day does not keep it once more.
    """
    found: dict[dt.datetime, list[str]] = {}
    for limit in met:
        last = limit.met_on == limit.counted_from and limit.met_on not in written
        found.setdefault(_moment(case, "" if last else limit.met_on, now), []).append(limit.key)
    return found


def _moment(case: Case, name: str, now: dt.datetime) -> dt.datetime:
    """The end of the day that a field of the matter names, or now where it names none or today."""
    day = getattr(case, name) if name else None
    return now if day is None or day == timezone.localdate(now) else end_of(day)


def meet(case: Case, keys: list[str], now: dt.datetime) -> None:
    """End running clocks as met, in time or late."""
    unended = Clock.objects.filter(case_id=case.pk, key__in=keys, state__in=UNENDED)
    # Only a limit that is not over is ever stopped.
    late = When(state=Clock.State.RUNNING, due_at__lt=now, then=Value(Clock.State.LATE))
    unended.update(state=Either(late, default=Value(Clock.State.MET)), ended_at=now)


def end(case: Case, keys: Iterable[str], now: dt.datetime) -> None:
    """End limits that nobody has to keep any more, whether they ran or stood still."""
    Clock.objects.filter(case_id=case.pk, key__in=keys, state__in=UNENDED).update(state=Clock.State.ENDED, ended_at=now)
    refresh_due(case)


def end_all(case: Case, now: dt.datetime) -> None:
    """End whatever still runs, because the case rests; what others decide beside it runs on until it is done for."""
    flow = case.workflow
    beside = [] if flow.states[case.state].final else [limit.key for limit in flow.limits if limit.runs_at_rest]
    unended = Clock.objects.filter(case_id=case.pk, state__in=UNENDED).exclude(key__in=beside)
    unended.update(state=Clock.State.ENDED, ended_at=now)
    refresh_due(case)


def fit_kind(case: Case, now: dt.datetime) -> None:
    """After its kind was corrected: limits that the new kind does not know end; of those that begin with opening the
    ones that never ran begin now."""
    flow = case.workflow
    clocks = Clock.objects.filter(case_id=case.pk)
    unknown = clocks.filter(state__in=UNENDED).exclude(key__in=[limit.key for limit in flow.limits])
    unknown.update(state=Clock.State.ENDED, ended_at=now)
    had = set(clocks.values_list("key", flat=True))
    for limit in flow.limits:
        if OPEN in limit.starts and limit.key not in had and (limit.applies is None or limit.applies(case)):
            start(case, limit, now)
    refresh_due(case)


def start(
    case: Case, limit: Limit, now: dt.datetime, *, days: int | None = None, deadline: Deadline | None = None
) -> Clock:
    """Start one clock; one already running under the key goes on untouched. `days` stand in for the rule's own.

    A `deadline` counted already, such as one in working hours, stands in for the rule altogether.
    """
    there = Clock.objects.filter(case_id=case.pk, key=limit.key, state__in=UNENDED).first()
    if there:
        return there
    rule = rule_of(case.workflow, limit)
    rule.days = rule.days if days is None else days
    if deadline is not None:
        rule.days, rule.working, rule.roll = deadline.terms.days, deadline.terms.working, deadline.terms.roll or ""
    clock = _new_clock(case, now, rule, deadline or deadline_from(now, rule))
    clock.save(force_insert=True)
    return clock


def _new_clock(case: Case, started_at: dt.datetime, rule: LimitRule, deadline: Deadline) -> Clock:
    """A clock that is not written yet."""
    clock = Clock(
        case_id=case.pk,
        key=rule.key,
        legal=rule.legal,
        article=rule.article,
        days=rule.days,
        working=rule.working,
        roll=rule.roll,
        started_at=started_at,
    )
    set_deadline(clock, deadline, rule)
    return clock


def rule_of(flow: "Workflow", limit: Limit) -> LimitRule:
    """The administrator's row for a limit, or what the declaration says."""
    rule = None if limit.ends_on else LimitRule.objects.filter(kind=flow.key, key=limit.key).first()
    return rule or declared_rule(flow, limit)


def declared_rule(flow: "Workflow", limit: Limit) -> LimitRule:
    """An unsaved rule with the declared values, in the portal's first language whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        return LimitRule(
            kind=flow.key,
            key=limit.key,
            label=str(limit.label),
            days=limit.days,
            working=limit.working,
            roll=limit.roll or "",
            legal=limit.legal,
            article=str(limit.article),
            warn=sorted(limit.warn, reverse=True),
        )


def deadline_from(start_at: dt.datetime, rule: "LimitRule | Clock", calendar: Calendar | None = None) -> Deadline:
    """The last day of a limit, counted from the local day of its start, which itself is not counted."""
    terms = Terms(timezone.localdate(start_at), rule.days, rule.working, cast(Roll, rule.roll or None))
    return counted_deadline(terms, calendar)


def set_deadline(clock: Clock, deadline: Deadline, rule: LimitRule) -> None:
    """Write a computed date into a clock, with its explanation and the next moment the sweep looks at it."""
    clock.due_on = deadline.date
    clock.due_at = deadline.ends_at
    clock.why = deadline.as_json()
    clock.provisional = bool(deadline.unpublished)
    clock.next_at = next_warning(clock, rule, clock.started_at)


def next_warning(clock: Clock, rule: LimitRule, now: dt.datetime) -> dt.datetime:
    """The next warning that is still ahead, else the limit itself."""
    first = clock.due_at
    for days in rule.warn:
        moment = clock.due_at - dt.timedelta(days=days)
        if now < moment < first:
            first = moment
    return first


def refresh_due(case: Case) -> None:
    """Put the earliest running limit on the case."""
    with connection.cursor() as cursor:
        cursor.execute(_EARLIEST, [case.pk, Clock.State.RUNNING, FAR, case.pk])
        (case.due_at,) = cursor.fetchone()
