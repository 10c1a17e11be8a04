"""Made-up entries of the Community Service Office for a demonstration."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.service.demo.aid import aid, rolls
from offices.service.demo.assistance import assistance
from offices.service.demo.care import care
from offices.service.demo.entitlements import entitlements
from offices.service.demo.housing import housing
from offices.service.demo.insurance import insurance
from offices.service.demo.labour import labour
from offices.service.demo.reception import reception
from offices.service.demo.rights import rights
from offices.service.demo.services import life, services

THEMES = (labour, insurance, entitlements, assistance, aid, rolls, housing, services, reception, life, care, rights)


@provide("demo")
def fill_service(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    today: dt.date = timezone.localdate()
    for theme in THEMES:
        theme(people, today)
