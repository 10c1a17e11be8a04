"""Contents that no row knows: aside for thirty days, back when a row knows them, untouched when they are many."""

import datetime as dt
import os
import uuid
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Case
from caojiadu.core.files import cleaning, storage
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import store
from caojiadu.core.notices.models import Notice
from tests.core.files import samples

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2026, 12, 3, 3, 40, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def lay(number: int = 1) -> list[uuid.UUID]:
    """Contents without a row, two days old."""
    keys = [uuid.uuid4() for _ in range(number)]
    for key in keys:
        storage.write(key, b"content")
        age(storage.path_of(key))
    return keys


def age(place: Path) -> None:
    """Let a content be two days old."""
    then = (NIGHT - dt.timedelta(days=2)).timestamp()
    os.utime(place, (then, then))


def clean(days: int = 0) -> int:
    """The clean-up of the night so many days later."""
    with time_machine.travel(NIGHT + dt.timedelta(days=days), tick=False):
        return cleaning.put_unknown_aside()


def test_what_no_row_knows_lies_aside_for_thirty_calendar_days(case: Case) -> None:
    (key,) = lay()
    file = store(uploaded=samples.upload("a.txt", samples.TEXT, "text/plain"), case=case)
    age(storage.path_of(file.key))
    assert (clean(), clean()) == (1, 0)
    assert storage.holds(file.key)
    assert not storage.holds(key)
    assert clean(days=30) == 0
    assert dict(storage.aside())[key].parent.name == "2026-12-03"
    clean(days=31)
    assert not dict(storage.aside())
    assert [*Entry.objects.filter(subject_key=str(key)).order_by("id").values_list("action", flat=True)] == [
        "put_aside",
        "delete",
    ]


def test_what_a_row_knows_again_goes_back(case: Case) -> None:
    file = store(uploaded=samples.upload("a.txt", samples.TEXT, "text/plain"), case=case)
    age(storage.path_of(file.key))
    row = File.objects.get(pk=file.pk)
    File.objects.all().delete()
    assert clean() == 1
    row.save(force_insert=True)
    assert clean(days=31) == 0
    assert storage.path_of(file.key).read_bytes() == samples.TEXT


def test_more_than_a_few_stop_it_and_call_the_administrators_once_a_day(cast: Any, settings: Any) -> None:
    keys = lay(settings.FILES_UNKNOWN_MOST + 1)
    assert (clean(), clean(), clean(days=40)) == (0, 0, 0)
    assert all(map(storage.holds, keys))
    called = Notice.objects.filter(template="files_unknown")
    assert {notice.user_id for notice in called} == {cast.system_admin.pk}
    assert called.filter(channel="portal").count() == 2
    storage.remove(keys[0])
    assert clean() == settings.FILES_UNKNOWN_MOST


def test_a_folder_of_another_database_is_left_alone(cast: Any) -> None:
    (key,) = lay()
    storage.mark("7300000000000000000/16384")
    assert clean() == 0
    assert storage.holds(key)
    assert Notice.objects.filter(template="files_of_another_database", user_id=cast.system_admin.pk).exists()
    call_command("claim_files", verbosity=0)
    assert storage.owner() == cleaning.identity()
    assert clean() == 1
