"""Digests of suggestions: which ones may come in, making one, and its text."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import open_case
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.workdays.deadlines import end_of
from petitions.models import DigestItem, Petition, SuggestionDigest

DIGEST, SUGGESTION = "suggestion_digest", "petition_suggestion"
MOST = 100  # suggestions offered at once
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)")
_PAPER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def offered(user: Any, since: dt.date, until: dt.date) -> QuerySet[Petition]:
    """Suggestions received in a period that the person may open and that are in no digest yet."""
    seen = Case.objects.visible_to(user).filter(kind=SUGGESTION)
    seen = seen.filter(opened_at__gte=_begin(since), opened_at__lte=end_of(until))
    gone = DigestItem.objects.exclude(digest__state="digest_dropped").values("suggestion")
    rows = Petition.objects.filter(pk__in=seen.values("pk")).exclude(pk__in=gone)
    return rows.exclude(state__in=("withdrawn", "refused")).order_by("opened_at", "pk")


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


@transaction.atomic
def gather(
    *, actor: Actor, since: dt.date, until: dt.date, suggestions: Iterable[Petition], now: dt.datetime | None = None
) -> SuggestionDigest:
    """Open a digest with these suggestions; their summaries are written next."""
    now = now or timezone.now()
    desk = office_of_function("E3")
    digest: SuggestionDigest = open_case(
        kind=DIGEST,
        actor=actor,
        office=desk,
        registrar=desk,
        function=desk.functions.filter(code="E3").first(),
        title=f"人民建议摘报 {since:%Y.%m.%d}—{until:%Y.%m.%d}",
        channel="staff",
        since=since,
        until=until,
        now=now,
    )
    DigestItem.objects.bulk_create(
        DigestItem(digest=digest, suggestion=one, summary=one.title) for one in suggestions if one.kind == SUGGESTION
    )
    return digest


def names_somebody(text: str, suggestion: Petition) -> bool:
    """Say whether a summary holds a phone, the number of a paper, or the name of whoever wrote."""
    name = suggestion.resident.name_sealed if suggestion.resident else ""
    return bool(_PHONE.search(text) or _PAPER.search(text)) or (len(name) > 1 and name in text)


def text_of(digest: SuggestionDigest) -> str:
    """The digest as the district reads it: numbered summaries, no person, no number of ours."""
    lines = [f"{place}. {item.summary}" for place, item in enumerate(digest.items.all(), start=1)]
    return "\n\n".join(filter(None, [digest.opening, *lines]))
