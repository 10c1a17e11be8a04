"""Made-up entries of the Community Security Office for a demonstration."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.security.demo.civil_defence import civil_defence
from offices.security.demo.disaster import disaster
from offices.security.demo.justice import justice
from offices.security.demo.mediation import mediation
from offices.security.demo.population import population
from offices.security.demo.public_order import public_order
from offices.security.demo.residence import residence
from offices.security.demo.safety import safety
from offices.security.demo.stability import stability

THEMES = (safety, disaster, civil_defence, justice, mediation, population, residence, public_order, stability)


@provide("demo")
def fill_security(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today: dt.date = timezone.localdate()
    for theme in THEMES:
        theme(people, today)
