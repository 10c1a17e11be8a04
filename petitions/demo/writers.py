"""Residents, search words and clocks of made-up letters, computed once for each distinct piece."""

import datetime as dt
import functools
import uuid
from typing import Any

from django.utils import timezone

from caojiadu.core.cases import clocks, search
from caojiadu.core.cases.models import FAR, Clock, LimitRule
from caojiadu.core.community.models import Resident
from caojiadu.core.personal import digest, name_digest, seal
from caojiadu.core.workdays.deadlines import add_days, calendar_between, end_of
from caojiadu.core.workflow import Limit, Workflow
from petitions.demo.copying import Table, ready_json
from petitions.demo.many import GIVEN, SURNAMES

FIRST_PHONE = 13_800_010_000


@functools.cache
def title_words(piece: str) -> frozenset[str]:
    """Words and initials of a piece of a title."""
    return frozenset((*search.words_of(piece), *search.initials_of(piece)))


@functools.cache
def body_words(piece: str) -> frozenset[str]:
    """Words of a piece of a text."""
    return frozenset(search.words_of(piece))


def people_of(table: Table, wanted: int, now: dt.datetime) -> list[int]:
    """Residents by made-up name and phone: those already there and new rows for the others. Returns their keys."""
    there = dict(Resident.objects.exclude(phone_digest="").values_list("phone_digest", "pk"))
    return [_resident(table, number, there, now) for number in range(wanted)]


def _resident(table: Table, number: int, there: dict[str, int], now: dt.datetime) -> int:
    phone = f"+86{FIRST_PHONE + number}"
    looked_up = digest("phone", phone)
    if looked_up in there:
        return there[looked_up]
    name = SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)]
    return table.add(
        key=uuid.uuid4(),
        name_sealed=seal(name),
        name_digest=name_digest(name),
        phone_sealed=seal(phone),
        phone_digest=looked_up,
        created_at=now,
    )


class Limits:
    """Clocks as moves would have left them, over one calendar."""

    def __init__(self, table: Table, first: dt.date, now: dt.datetime) -> None:
        self.table, self.now = table, now
        self.calendar = calendar_between(first, timezone.localdate(now) + dt.timedelta(days=200))
        self.rules = {(rule.kind, rule.key): rule for rule in LimitRule.objects.all()}
        self._dates: dict[Any, Any] = {}

    def run(self, case: int, flow: Workflow, moves: list[tuple[str, dt.datetime]], *, rests: bool) -> dt.datetime:
        """Add the clocks that these moves start and meet. Returns when the earliest still running one is due."""
        running: dict[str, tuple[Limit, dt.datetime]] = {}
        for key, at in moves:
            for limit in flow.limits:
                if key in limit.met_by and limit.key in running:
                    self._ended(case, flow, *running.pop(limit.key), at=at, met=True)
                if key in limit.starts or (key, limit.key) == ("release", "carry_out"):
                    running.setdefault(limit.key, (limit, at))
        if rests:
            for limit, since in running.values():
                self._ended(case, flow, limit, since, at=moves[-1][1], met=False)
            return FAR
        return min([self._running(case, flow, *one) for one in running.values()], default=FAR)

    def late(
        self, flow: Workflow, moves: list[tuple[str, dt.datetime]]
    ) -> list[tuple[Limit, dt.date, dt.datetime, int]]:
        """The rungs that a letter still in hand has climbed: limit, last day, when, which rung."""
        started = {limit.key: (limit, at) for key, at in moves for limit in flow.limits if key in limit.starts}
        met = {limit.key for key, _at in moves for limit in flow.limits if key in limit.met_by}
        found = []
        for key, (limit, since) in started.items():
            rule, day, _why, _provisional = self._date(flow, limit, since)
            steps = [] if key in met or not flow.climbs else rule.rungs
            moments = [end_of(day) + dt.timedelta(days=days) for days in steps]
            found += [(limit, day, at, rung) for rung, at in enumerate(moments, 1) if at < self.now]
        return sorted(found, key=lambda climbed: climbed[2])

    def _date(self, flow: Workflow, limit: Limit, since: dt.datetime) -> tuple[LimitRule, dt.date, Any, bool]:
        day = timezone.localdate(since)
        key = (flow.key, limit.key, day)
        if key not in self._dates:
            rule = self.rules.get((flow.key, limit.key)) or clocks.declared_rule(flow, limit)
            counted = add_days(day, rule.days, working=rule.working, roll=rule.roll or None, calendar=self.calendar)
            self._dates[key] = rule, counted.date, ready_json(counted.as_json()), counted.provisional
        return self._dates[key]

    def _ended(
        self, case: int, flow: Workflow, limit: Limit, since: dt.datetime, *, at: dt.datetime, met: bool
    ) -> None:
        _rule, day, _why, _provisional = self._date(flow, limit, since)
        state = Clock.State.ENDED if not met else Clock.State.MET if at <= end_of(day) else Clock.State.LATE
        self._add(case, flow, limit, since, state=state.value, ended_at=at, next_at=end_of(day))

    def _running(self, case: int, flow: Workflow, limit: Limit, since: dt.datetime) -> dt.datetime:
        rule, day, _why, _provisional = self._date(flow, limit, since)
        due = end_of(day)
        rung = sum(due + dt.timedelta(days=days) < self.now for days in rule.rungs) if due < self.now else 0
        ahead = [due - dt.timedelta(days=days) for days in rule.warn]
        following = [due + dt.timedelta(days=days) for days in rule.rungs[rung:]] if rung else []
        self._add(
            case,
            flow,
            limit,
            since,
            state=Clock.State.RUNNING.value,
            rung=rung,
            warned=sum(at <= self.now for at in ahead),
            next_at=min([*(at for at in ahead if at > self.now), *following], default=FAR if rung else due),
        )
        return due

    def _add(self, case: int, flow: Workflow, limit: Limit, since: dt.datetime, **values: Any) -> None:
        rule, day, why, provisional = self._date(flow, limit, since)
        self.table.add(
            case_id=case,
            key=limit.key,
            legal=rule.legal,
            article=rule.article,
            days=rule.days,
            working=rule.working,
            roll=rule.roll,
            started_at=since,
            due_on=day,
            due_at=end_of(day),
            why=why,
            provisional=provisional,
            **values,
        )
