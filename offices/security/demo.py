"""Made-up entries of the Community Security Office for a demonstration."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.security.civil_defence.demo import civil_defence
from offices.security.disaster.demo import disaster
from offices.security.justice.demo import justice
from offices.security.mediation.demo import mediation
from offices.security.population.demo import population
from offices.security.public_order.demo import public_order
from offices.security.residence.demo import residence
from offices.security.safety.demo import safety
from offices.security.stability.demo import stability

THEMES = (safety, disaster, civil_defence, justice, mediation, population, residence, public_order, stability)


@provide("demo")
def fill_security(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today: dt.date = timezone.localdate()
    for theme in THEMES:
        theme(people, today)
