"""A changed calendar moves running limits, once, and the audit trail keeps both dates."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.recount import recount
from caojiadu.core.workdays.changes import set_day
from caojiadu.core.workdays.models import Day
from tests.petitions.letters import accepted, go, write


@pytest.fixture(autouse=True)
def _in_march():
    """Dates of a year whose holidays are published, whenever the suite runs."""
    with time_machine.travel(dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def handed_out(cast):
    """Letters with a norm in working days."""
    return [accepted(cast) for _letter in range(3)]


def _last_day(case):
    return Clock.objects.get(case_id=case.pk, key="norm").due_on


def test_a_day_off_moves_norms_and_is_logged(handed_out):
    before = _last_day(handed_out[0])
    set_day(day=before, working=False, name_zh="台风停工")
    after = _last_day(handed_out[0])
    assert after > before
    entries = Entry.objects.filter(action="deadline_moved")
    assert {entry.subject_key for entry in entries} >= {case.number for case in handed_out}
    moved = entries.get(subject_key=handed_out[0].number, data__limit="norm").data
    assert (moved["old"], moved["new"]) == (before.isoformat(), after.isoformat())
    assert Case.objects.get(pk=handed_out[0].pk).due_at.date() <= before + dt.timedelta(days=60)


def test_counting_again_moves_and_writes_nothing(handed_out, django_assert_num_queries):
    first = recount()
    entries = Entry.objects.count()
    with django_assert_num_queries(4):
        assert recount() == []
    assert first == [] and Entry.objects.count() == entries


def test_the_queries_do_not_follow_the_clocks(handed_out, django_assert_num_queries):
    for _letter in range(5):
        write()
    with django_assert_num_queries(4):
        recount()


def test_the_case_shows_the_moved_date(cast):
    case = go(write(), "register", cast.clerk)
    clock = Clock.objects.get(case_id=case.pk, key="tell")
    day = clock.due_on
    assert Day.objects.get(date=day).working
    set_day(day=day, working=False)
    clock.refresh_from_db()
    assert clock.due_on < day
    assert timezone.localdate(Case.objects.get(pk=case.pk).due_at) == clock.due_on
