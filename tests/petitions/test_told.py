"""The letters of a demonstration go through every stage."""

import pytest

from petitions.demo.letters import STAGES, Storyteller
from petitions.demo.people import make_people
from petitions.models import Petition

pytestmark = pytest.mark.django_db


def test_each_stage_is_told(db):
    Storyteller(make_people()).tell(2 * len(STAGES))
    states = set(Petition.objects.values_list("state", flat=True))
    assert states >= {"refusing", "refused", "carrying_out", "reviewing", "reviewed", "ended", "archived", "registered"}
    assert Petition.objects.filter(extensions__granted=True).exists()
    assert Petition.objects.filter(transferred__objected_at__isnull=False).exists()
