"""A function goes to another office: what the old one has of it goes along, and nothing else."""

import pytest

from caojiadu.core.cases.models import Case
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.organisation.moves import move_function
from tests.petitions.letters import accepted, answered, go, write

pytestmark = pytest.mark.django_db


def test_a_letter_that_is_still_to_be_archived_goes_along(cast):
    ended = go(write(), "withdraw", by="resident", reason="已解决")
    move_function(
        function=Function.objects.get(code="E3"), office=Office.objects.get(code="F"), actor=cast.system_admin
    )
    assert Case.objects.get(pk=ended.pk).registrar.code == "F"


def test_a_letter_that_another_office_works_on_stays_with_it_and_changes_its_desk(cast):
    fresh, working, closed = write(), accepted(cast), answered(cast)
    new = Office.objects.get(code="F")
    move_function(function=Function.objects.get(code="E3"), office=new, actor=cast.system_admin)
    fresh, working, closed = (Case.objects.get(pk=case.pk) for case in (fresh, working, closed))
    assert (fresh.office, fresh.registrar) == (new, new)
    assert (working.office.code, working.registrar) == ("C", new)
    assert (closed.office.code, closed.registrar, closed.state) == ("C", new, "answered")
    assert fresh.assignments.get(role="lead", until=None).office == new
