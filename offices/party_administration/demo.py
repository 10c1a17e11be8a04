"""Made-up entries of the Party and Administration Office for a demonstration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from offices.party_administration.audit.demo import audit
from offices.party_administration.deputies.demo import deputies
from offices.party_administration.disclosure.demo import disclosure
from offices.party_administration.district_tasks.demo import district_tasks
from offices.party_administration.documents.demo import documents
from offices.party_administration.finance.demo import finance
from offices.party_administration.internal.demo import internal
from offices.party_administration.internal.rooms_demo import lending
from offices.party_administration.meetings.demo import meetings
from offices.party_administration.news.demo import news
from offices.party_administration.secrecy.demo import secrecy


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
