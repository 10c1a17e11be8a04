"""Made-up entries of the Community Party Building Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.party_building.demo.branches import branches


@provide("demo")
def fill_party_building(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    now = timezone.localtime()
    branches(people, now)
