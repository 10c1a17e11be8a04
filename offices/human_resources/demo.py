"""Made-up entries of the Community Human Resources Office for a demonstration."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.human_resources.cadres.demo import cadres, headcount
from offices.human_resources.demo_staff import staff
from offices.human_resources.talent.demo import social, talent
from offices.human_resources.workers.demo import supporting, workers

THEMES = (staff, workers, supporting, cadres, headcount, social, talent)


@provide("demo")
def fill_human_resources(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today: dt.date = timezone.localdate()
    for theme in THEMES:
        theme(people, today)
