"""Made-up entries of the Community Service Office for a demonstration."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.service.aid.demo import aid, rolls
from offices.service.assistance.demo import assistance
from offices.service.care.demo import care
from offices.service.community_services.demo import life, services
from offices.service.entitlements.demo import entitlements
from offices.service.housing.demo import housing
from offices.service.insurance.demo import insurance
from offices.service.labour.demo import labour
from offices.service.reception.demo import reception
from offices.service.rights.demo import rights

THEMES = (labour, insurance, entitlements, assistance, aid, rolls, housing, services, reception, life, care, rights)


@provide("demo")
def fill_service(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today: dt.date = timezone.localdate()
    for theme in THEMES:
        theme(people, today)
