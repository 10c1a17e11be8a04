"""Made-up entries of the Community Management Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.management.appraisal.demo import appraisals
from offices.management.gridcases.demo import cases
from offices.management.joint.demo import together
from offices.management.resources.demo import bodies
from offices.management.supervision.demo import slips


@provide("demo")
def fill_management(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today = timezone.localdate()
    there = bodies(people, today)
    cases(people, there)
    together(people, today, there)
    slips(people, today, there)
    appraisals(people, today, there)
