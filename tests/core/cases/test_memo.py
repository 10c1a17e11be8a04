"""What a page asks about a case at rest: each thing once, and tables that say nothing of it not at all."""

import pytest

from caojiadu.core.cases.memo import at_rest, known
from caojiadu.core.cases.models import CaseEvent, Clock, Task
from petitions.models import Petition
from petitions.review.models import Review
from tests.petitions.letters import make_resident, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return Petition.objects.get(pk=write(resident=make_resident()).pk)


def test_one_statement_says_of_all_tables_whether_they_say_anything(letter, django_assert_num_queries):
    with at_rest(letter), django_assert_num_queries(1):
        assert list(known(letter, Task.objects.filter(case=letter))) == []
        assert not known(letter, letter.reviews.all()).exists()
        assert known(letter, Review.objects.filter(petition=letter)).first() is None


def test_what_there_is_is_read(letter):
    with at_rest(letter):
        assert known(letter, CaseEvent.objects.filter(case=letter)).count() == letter.events.count() > 0
        assert list(known(letter, Clock.objects.filter(case=letter))) == list(letter.clocks.all())


def test_what_is_no_part_of_a_case_is_read_as_ever(letter):
    with at_rest(letter):
        assert known(letter, Petition.objects.filter(pk=letter.pk)).exists()


def test_a_case_that_may_move_is_asked_each_time(letter):
    now = letter.opened_at
    rows = Task.objects.filter(case=letter)
    assert not known(letter, rows).exists()
    Task.objects.create(case=letter, kind="ring", key="one", office=letter.registrar, created_at=now, due_at=now)
    assert known(letter, Task.objects.filter(case=letter)).exists()
    with at_rest(letter):
        assert known(letter, Task.objects.filter(case=letter)).exists()
