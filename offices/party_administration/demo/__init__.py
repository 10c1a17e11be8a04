"""Made-up entries of the Party and Administration Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.party_administration.demo.audit import audit
from offices.party_administration.demo.deputies import deputies
from offices.party_administration.demo.disclosure import disclosure
from offices.party_administration.demo.district_tasks import district_tasks
from offices.party_administration.demo.documents import documents
from offices.party_administration.demo.finance import finance
from offices.party_administration.demo.internal import internal
from offices.party_administration.demo.meetings import meetings
from offices.party_administration.demo.news import news
from offices.party_administration.demo.rooms import lending
from offices.party_administration.demo.secrecy import secrecy


@provide("demo")
def fill_party_administration(people: Mapping[str, Any]) -> None:
    """Every register of the office, unless it has entries."""
    meetings(people, timezone.localtime())
    documents(people, timezone.localdate())
    lending(people, timezone.localdate())
    internal(people, timezone.localtime())
    deputies(people, timezone.localdate())
    district_tasks(people, timezone.localdate())
    disclosure(people, timezone.localdate())
    news(people, timezone.localdate())
    secrecy(people, timezone.localdate())
    finance(people, timezone.localdate())
    audit(people, timezone.localdate())
