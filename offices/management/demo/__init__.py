"""Made-up entries of the Community Management Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.management.demo import appraisal, grid, joint, resources, supervision


@provide("demo")
def fill_management(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today = timezone.localdate()
    bodies = resources.bodies(people, today)
    grid.cases(people, bodies)
    joint.together(people, today, bodies)
    supervision.slips(people, today, bodies)
    appraisal.appraisals(people, today, bodies)
