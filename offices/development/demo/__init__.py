"""Made-up entries of the Community Development Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.development.demo.centre import centre
from offices.development.demo.chronicles import chronicles
from offices.development.demo.family import family
from offices.development.demo.health import health
from offices.development.demo.law import information, law
from offices.development.demo.learning import learning
from offices.development.demo.leisure import leisure
from offices.development.demo.plans import plans
from offices.development.demo.social import social


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
