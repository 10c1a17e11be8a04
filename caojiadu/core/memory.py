"""What the whole house shares and seldom changes, kept in the memory of a process until it changes.

Who holds which post, what a post may do, what offices and neighbourhoods are called: every page asks for it. The
database changes a number with each change of the tables that are watched (`watch`), in the same transaction; whatever
is kept is kept under that number, which each request reads again. So no process shows what was before a change that
another one made, and whoever loses a post loses it with the next request.
"""

import datetime as dt
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple, TypeVar, cast

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.migrations.operations import RunSQL
from django.db.models import Model
from django.utils import timezone

T = TypeVar("T")
M = TypeVar("M", bound=Model)
LAST_CHANGE = "SELECT number FROM organisation_last_change"
# Tables of a few dozen rows, each watched whole.
HOUSE = frozenset({"organisation.Office", "organisation.Neighbourhood", "cases.Category"})
MOST = 5_000  # values kept; then the oldest go
MINUTE = dt.timedelta(minutes=1)


class _Kept(NamedTuple):
    value: Any
    since: dt.datetime


_kept: OrderedDict[Hashable, _Kept] = OrderedDict()
_request = Local()


def watch(table: str, *, when: str = "", name: str = "watched") -> RunSQL:
    """Change the number with every change of a table; or only with an update of a row for which `when` is true, such
    as a matter of one kind: then under a name of its own, since others may watch the table too."""
    events, each = ("UPDATE", f"FOR EACH ROW WHEN ({when})") if when else ("INSERT OR UPDATE OR DELETE OR TRUNCATE", "")
    return RunSQL(
        f"CREATE TRIGGER {name} AFTER {events} ON {table} {each} EXECUTE FUNCTION organisation_changed()",
        f"DROP TRIGGER {name} ON {table}",
    )


def last_change() -> uuid.UUID:
    """The number of the last change: in a request of when it was first asked for, else of this moment."""
    found: uuid.UUID | None = getattr(_request, "number", None)
    if found is None:
        found = _read()
        seen(found)
    return found


def seen(number: uuid.UUID) -> None:
    """Keep the number for the rest of the request, if there is one and it has none yet."""
    if getattr(_request, "runs", False) and getattr(_request, "number", None) is None:
        _request.number = number


def kept(name: Hashable, load: Callable[[], T], *, number: uuid.UUID | None = None, minutely: bool = False) -> T:
    """What `load` finds, kept under a name until the house changes; `minutely`, for what the clock changes, at most for
    a minute. Nobody may change what is given back. `number` is the last change, where it is known."""
    number = number or last_change()
    now = timezone.now()
    # Asked once: another thread may let the oldest go meanwhile.
    found = _kept.get((number, name))
    if found and not (minutely and abs(now - found.since) > MINUTE):
        return cast("T", found.value)
    value = load()
    # A transaction that changed the house itself may yet be taken back: what it sees is for nobody else.
    if not connection.in_atomic_block or _read() == number:
        _kept[number, name] = _Kept(value, now)
        if len(_kept) > MOST:
            _kept.popitem(last=False)
    return value


def rows_of(model: type[M]) -> Mapping[Any, M]:
    """All rows of a small table that is watched, by key. Nobody may change them."""
    assert model._meta.label in HOUSE, model
    return kept(("rows", model._meta.label), lambda: {row.pk: row for row in model._default_manager.all()})


def forget() -> None:
    """Forget everything."""
    _kept.clear()
    _end()


def _read() -> uuid.UUID:
    with connection.cursor() as cursor:
        cursor.execute(LAST_CHANGE)
        number: uuid.UUID = cursor.fetchone()[0]
    return number


def _begin(**_signal: Any) -> None:
    _request.runs, _request.number = True, None


def _end(**_signal: Any) -> None:
    _request.runs, _request.number = False, None


request_started.connect(_begin)
request_finished.connect(_end)
