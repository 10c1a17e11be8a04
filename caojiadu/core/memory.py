"""What the whole house shares and seldom changes, kept in the memory of a process until it changes.

Who holds which post, what a post may do, what offices and neighbourhoods are called: every page asks for it. The
database changes a number with each change of the tables that are watched (`watch`), in the same transaction; whatever
is kept is kept under that number, which each request reads anew. So no process shows what was before a change that
another one made, and whoever loses a post loses it with the next request.
"""

import datetime as dt
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.migrations.operations import RunSQL
from django.utils import timezone

T = TypeVar("T")
LAST_CHANGE = "SELECT number FROM organisation_last_change"
MOST = 5_000  # values kept; then the oldest go
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_NOTHING = object()
_request = Local()


def watch(table: str, *, when: str = "") -> RunSQL:
    """Change the number with every change of a table; or only with an update of a row for which `when` is true."""
    events, each = ("UPDATE", f"FOR EACH ROW WHEN ({when})") if when else ("INSERT OR UPDATE OR DELETE OR TRUNCATE", "")
    return RunSQL(
        f"CREATE TRIGGER watched AFTER {events} ON {table} {each} EXECUTE FUNCTION organisation_changed()",
        f"DROP TRIGGER watched ON {table}",
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
    """What `load` finds, kept under a name until the house changes; `minutely`, for what the clock changes, until the
    minute is over. Nobody may change what is given back. `number` is the last change, where it is known."""
    number = number or last_change()
    key = (number, name, _minute() if minutely else None)
    # Asked once: another thread may let the oldest go meanwhile.
    found: Any = _kept.get(key, _NOTHING)
    if found is not _NOTHING:
        return cast("T", found)
    value = load()
    # A transaction that changed the house itself may yet be taken back: what it sees is for nobody else.
    if not connection.in_atomic_block or _read() == number:
        _kept[key] = value
        if len(_kept) > MOST:
            _kept.popitem(last=False)
    return value


def forget() -> None:
    """Forget everything."""
    _kept.clear()
    _end()


def _minute() -> dt.datetime:
    return timezone.now().replace(second=0, microsecond=0)


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
