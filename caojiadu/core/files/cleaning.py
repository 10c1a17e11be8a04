"""Contents that no row knows: put aside, never destroyed at once, and only in a folder that belongs to this database.

After a database came back from a backup, every newer upload is unknown to it. So a folder is marked with the database
it belongs to; where that is another, or where more than a few contents are unknown, nothing is touched and somebody is
called. What was put aside lies there for 30 calendar days and goes back as soon as a row knows it again.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db import connection
from django.utils import timezone

from caojiadu.core.audit.trail import record_many
from caojiadu.core.files import hooks, storage
from caojiadu.core.files.limits import STASH_HOURS
from caojiadu.core.files.models import File

ASIDE_DAYS = 30
IDENTITY = (
    "SELECT format('%s/%s', s.system_identifier, d.oid) FROM pg_control_system() s, pg_database d "
    "WHERE d.datname = current_database()"
)


def identity() -> str:
    """This database, told apart from every copy of it: the server's own number, and the number it has there."""
    with connection.cursor() as cursor:
        cursor.execute(IDENTITY)
        return str(cursor.fetchone()[0])


def claim() -> None:
    """Let the folder belong to this database."""
    storage.mark(identity())


def is_anothers() -> bool:
    """Whether the folder belongs to another database."""
    return storage.owner() not in ("", identity())


def put_unknown_aside() -> int:
    """Put aside what no row knows, bring back what one knows again, let go of what was aside for its days.

    Returns how many were put aside. Stops, and calls somebody, where that would be more than a few or where the folder
    is not this database's.
    """
    if is_anothers():
        hooks.files_in_trouble("files_of_another_database")
        return 0
    today = timezone.localdate()
    before = timezone.now() - dt.timedelta(hours=STASH_HOURS)
    unknown = [*_unknown(storage.all_keys(before=before.timestamp()))]
    if len(unknown) > settings.FILES_UNKNOWN_MOST:
        hooks.files_in_trouble("files_unknown")
        return 0
    claim()
    _bring_back()
    for key in unknown:
        storage.put_aside(key, today)
    _write_down("put_aside", unknown)
    _write_down("delete", storage.drop_aside(before=today - dt.timedelta(days=ASIDE_DAYS)))
    return len(unknown)


def _bring_back() -> None:
    aside = dict(storage.aside())
    known = aside.keys() - {*_unknown(aside)}
    for key in known:
        storage.bring_back(aside[key], key)
    _write_down("bring_back", known)


def _unknown(keys: Iterable[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Those of which there is no row; one statement for a thousand."""
    waiting = iter(keys)
    while some := [*islice(waiting, 1000)]:
        known = set(File.objects.filter(key__in=some).values_list("key", flat=True))
        yield from (key for key in some if key not in known)


def _write_down(action: str, keys: Iterable[uuid.UUID]) -> None:
    record_many(action=action, subject_type="file", subject_keys=keys, reason="unknown content")
