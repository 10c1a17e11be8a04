"""Made-up entries of the Community Development Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.development.centre.demo import centre
from offices.development.chronicles.demo import chronicles
from offices.development.family.demo import family
from offices.development.health.demo import health
from offices.development.law.demo import information, law
from offices.development.learning.demo import learning
from offices.development.leisure.demo import leisure
from offices.development.plans.demo import plans
from offices.development.social.demo import social


@provide("demo")
def fill_development(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today, now = timezone.localdate(), timezone.localtime()
    plans(people, today)
    learning(people, now)
    leisure(people, now)
    health(people, now)
    family(people, today)
    information(people, today)
    law(people, today)
    chronicles(people, today)
    social(people, today)
    centre(people, now)
