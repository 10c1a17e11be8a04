"""The letters of a demonstration go through the rarer stages too."""

import pytest

from petitions.demo.letters import STAGES, Storyteller
from petitions.demo.people import make_people
from petitions.demo.stages import STAGES_OF_THE_LAW
from petitions.models import Petition

pytestmark = pytest.mark.django_db


def test_each_stage_is_told(db):
    teller = Storyteller(make_people())
    teller.written = len(STAGES) - len(STAGES_OF_THE_LAW)
    teller.tell(len(STAGES_OF_THE_LAW))
    states = set(Petition.objects.values_list("state", flat=True))
    assert states >= {"refusing", "carrying_out", "reviewing", "ended", "archived", "registered"}
    assert Petition.objects.filter(extensions__granted=True).exists()
    assert Petition.objects.filter(transferred__objected_at__isnull=False).exists()
