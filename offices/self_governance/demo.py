"""Made-up entries of the Community Self-governance Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.self_governance.education.demo import education
from offices.self_governance.neighbourhoods.demo import neighbourhoods
from offices.self_governance.opinions.demo import opinions
from offices.self_governance.owners.demo import owners
from offices.self_governance.projects.demo import projects


@provide("demo")
def fill_self_governance(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today = timezone.localdate()
    neighbourhoods(people, today)
    owners(people, today)
    education(people, timezone.localtime())
    projects(people, timezone.localtime())
    opinions(people, today)
