"""COPY for demonstrations: the owner's rights, rows by model, and triggers left out while arrays come ready-made.

Residents, search words and clocks are computed once for each distinct piece.
"""

import datetime as dt
import functools
import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from typing import Any, cast

import environ
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.fields import NOT_PROVIDED
from django.utils import timezone

from caojiadu.core.cases import clocks, search
from caojiadu.core.cases.models import FAR, Clock, LimitRule
from caojiadu.core.community.models import Resident
from caojiadu.core.personal import digest, name_digest, seal
from caojiadu.core.workdays.deadlines import Roll, add_days, calendar_between, end_of
from caojiadu.core.workdays.packed import packed
from caojiadu.core.workflow import Limit, Workflow
from petitions.demo.many import GIVEN, SURNAMES
from petitions.demo.spreading import copies_of
from petitions.letters.limits import RING_BACK

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@contextmanager
def owner_cursor() -> Iterator[Any]:
    """A cursor with the owner's rights, in one transaction. The suite's own connection may become the owner again."""
    if settings.DATABASE_OWNER_URL:
        with _second_connection() as cursor:
            yield cursor
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute("RESET ROLE")
        yield cursor
        cursor.execute(f"SET ROLE {role}")


@contextmanager
def _second_connection() -> Iterator[Any]:
    owner = connection.copy()
    owner.settings_dict.update(environ.Env.db_url_config(settings.DATABASE_OWNER_URL))
    owner.set_autocommit(False)
    try:
        with owner.cursor() as cursor:
            yield cursor
        owner.commit()
    finally:
        owner.close()


# A COPY, its text, and what is to be done with the rows afterwards.
Copy = tuple[str, StringIO, str]


class Courier:
    """Sends one batch while the next is written: the server works on the other core."""

    def __init__(self, cursor: Any) -> None:
        # The driver's own cursor: Django's refuses to be used from another thread, though we use it from one at a time.
        self._cursor, self._pool = cursor.cursor, ThreadPoolExecutor(max_workers=1)
        self._under_way: Future[None] | None = None

    def send(self, copies: list[Copy]) -> None:
        """Hand over a batch, after the one before has arrived. Raises what went wrong with that one."""
        self.wait()
        self._under_way = self._pool.submit(self._copy, copies)

    def wait(self) -> None:
        """Wait until everything has arrived. Nobody may use the connection before."""
        under_way, self._under_way = self._under_way, None
        if under_way:
            under_way.result()

    def _copy(self, copies: list[Copy]) -> None:
        for statement, text, then in copies:
            self._cursor.copy_expert(statement, text)
            if then:
                self._cursor.execute(then)


class Table:
    """Rows for one table, kept as COPY text until they are sent; ids count up under a lock.

    With more `copies` than one the rows are made up beside the table, and the database writes the copies.
    """

    def __init__(self, model: type[models.Model], *, copies: int = 1) -> None:
        self.model, self.copies = model, copies
        fields: list[Any] = [
            field
            for field in model._meta.local_concrete_fields
            if field.db_default is NOT_PROVIDED or field.has_default()
        ]
        self.name = model._meta.db_table
        self.fields: dict[str, Any] = {field.column: field for field in fields}
        self.defaults = {field.column: _default(field) for field in fields}
        self.counted = isinstance(model._meta.pk, models.AutoField)
        if self.counted:
            self.defaults["id"] = "0"
        self.columns = ", ".join(f'"{column}"' for column in self.defaults)
        self.lines: list[str] = []
        self.first, self.last = 1, 0

    def begin(self, cursor: Any) -> None:
        """Keep other writers out, so that the ids taken from here on are ours."""
        cursor.execute(f"LOCK TABLE {self.name} IN SHARE ROW EXCLUSIVE MODE")
        if self.counted:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [self.name])
            self.first = cursor.fetchone()[0]
            self.last = self.first - 1
        if self.copies > 1:
            cursor.execute(f"CREATE TEMP TABLE made_{self.name} (LIKE {self.name} INCLUDING DEFAULTS)")

    def count(self) -> int:
        """Take the next id, before it is dealt out to copies."""
        self.last += 1
        return self.last

    def copied(self, key: int, copies: int) -> range:
        """The ids that a counted one stands for, in as many copies."""
        begin = self.first + (key - self.first) * copies
        return range(begin, begin + copies)

    def add(self, **values: Any) -> int:
        """Add one row by column names. Returns its id where ids are counted."""
        if self.counted:
            values["id"] = self.count()
        self.lines.append("\t".join(self.texts(values).values()))
        return self.last

    def texts(self, values: dict[str, Any]) -> dict[str, str]:
        """Values as they are written, by column."""
        texts = self.defaults.copy()
        for name, value in values.items():
            texts[name] = _writer(value)(value)
        return texts

    def take(self, firsts: dict[type[models.Model], int]) -> Copy:
        """What was added since the last time, as a COPY and its text. `firsts` are the first ids of all tables."""
        text = StringIO("".join(f"{line}\n" for line in self.lines))
        self.lines.clear()
        if self.copies == 1:
            return f"COPY {self.name} ({self.columns}) FROM STDIN", text, ""
        copies = f"(SELECT {self.copies} AS copies) many, generate_series(0, {self.copies - 1}) copy"
        spread = (
            f"INSERT INTO {self.name} ({self.columns}) SELECT {copies_of(self.fields, firsts)}"
            f" FROM made_{self.name} made, {copies} ORDER BY made.ctid, copy; TRUNCATE made_{self.name}"
        )
        return f"COPY made_{self.name} ({self.columns}) FROM STDIN", text, spread

    def end(self, cursor: Any, copies: int) -> None:
        """Let the sequence go on after our rows, and the planner know them."""
        if self.copies > 1:
            cursor.execute(f"DROP TABLE made_{self.name}")
        if self.counted and self.last:
            self.last = self.copied(self.last, copies)[-1]
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), greatest(%s, 1))", [self.name, self.last])
        cursor.execute(f"ANALYZE {self.name}")


@contextmanager
def triggers_off(cursor: Any, *tables: str) -> Iterator[None]:
    """Switch our own triggers off on some tables; a failure rolls that back with everything else."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Ready(str):
    """Text that is escaped for COPY already, for what many rows share."""


def ready_bytes(value: bytes) -> Ready:
    """Bytes, written once."""
    return Ready(f"\\\\x{value.hex()}")


def _default(field: Any) -> str:
    value = field.get_default() if field.has_default() else None if field.null else ""
    return _writer(value)(value)


def _writer(value: Any) -> Callable[[Any], str]:
    """How values of this type are written; a choice is written as what it stands for."""
    found = type(value)
    if found not in _WRITERS:
        _WRITERS[found] = next(_WRITERS[base] for base in found.__mro__ if base in _WRITERS)
    return _WRITERS[found]


def _string(value: str) -> str:
    text = str(value)
    return text if text.isalnum() else text.translate(_ESCAPES)


def _array(value: list[int]) -> str:
    return "{" + ",".join(map(str, value)) + "}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES) if value else "{}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _none: "\\N",
    str: _string,
    Ready: str,
    bool: lambda value: "t" if value else "f",
    int: lambda value: str(int(value)),
    list: _array,
    dict: _json,
    dt.date: str,
    dt.datetime: str,
    uuid.UUID: str,
}


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
            for limit in _limits(flow):
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
        started = {limit.key: (limit, at) for key, at in moves for limit in _limits(flow) if key in limit.starts}
        met = {limit.key for key, _at in moves for limit in _limits(flow) if key in limit.met_by}
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
            roll = cast(Roll, rule.roll or None)
            counted = add_days(day, rule.days, working=rule.working, roll=roll, calendar=self.calendar)
            self._dates[key] = rule, counted.date, ready_bytes(packed(counted.as_json())), counted.provisional
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


def _limits(flow: Workflow) -> list[Limit]:
    """The limits that made-up letters can have: nobody in them asked to be rung back."""
    return [limit for limit in flow.limits if limit is not RING_BACK]
