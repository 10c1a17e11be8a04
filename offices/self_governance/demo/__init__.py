"""Made-up entries of the Community Self-governance Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.self_governance.demo.education import education
from offices.self_governance.demo.neighbourhoods import neighbourhoods
from offices.self_governance.demo.opinions import opinions
from offices.self_governance.demo.owners import owners
from offices.self_governance.demo.projects import projects


@provide("demo")
def fill_self_governance(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today = timezone.localdate()
    neighbourhoods(people, today)
    owners(people, today)
    education(people, timezone.localtime())
    projects(people, timezone.localtime())
    opinions(people, today)
