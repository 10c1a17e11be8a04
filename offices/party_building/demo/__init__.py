"""Made-up entries of the Community Party Building Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.party_building.branches.demo import branches
from offices.party_building.delegates.demo import delegates
from offices.party_building.demo.groups import groups
from offices.party_building.demo.units import units
from offices.party_building.publicity.demo import publicity


@provide("demo")
def fill_party_building(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    now = timezone.localtime()
    branches(people, now)
    units(people, now)
    publicity(people, now)
    groups(people, now)
    delegates(people, now)
