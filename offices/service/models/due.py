"""What each household in assistance is due for a month (D4): the amount that held then, as payment rolls list it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q

from caojiadu.core.registers.declared import months_after
from caojiadu.core.registers.models import RecordEvent
from offices.service.models.assistance import AssistanceReview, AssistedHousehold

Category, Proposal = AssistedHousehold.Category, AssistanceReview.Proposal
TAKES_EFFECT = ("aidreview_decided", "aidreview_waits")  # decided, and still to be brought into the household's entry
AMOUNT = ("monthly", "monthly_since")


def due_in(first: dt.date, aid: str) -> dict[int, Decimal]:
    """What each household is due for the month that begins on a day: what is current in it, at the amount that held
    on its first day, and what a re-check decided from then on. Aid that ends on the first day, or before, is due no
    more; medical assistance is paid once.
    """
    last = months_after(first, 1) - dt.timedelta(days=1)
    rows: Any = AssistedHousehold.objects.filter(category=aid, since__lte=last).exclude(until__lt=first)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=first))
    if aid == Category.MEDICAL:
        rows = rows.filter(since__gte=first)
    due = amounts_on(first, rows)
    changes = AssistanceReview.objects.filter(
        household__category=aid, state__in=TAKES_EFFECT, carried_out=False, effective_on__lte=first
    ).order_by("effective_on", "pk")
    for household, proposal, monthly in changes.values_list("household", "proposal", "new_monthly"):
        if household in due and proposal != Proposal.GO_ON:
            due[household] = monthly if proposal == Proposal.CHANGE else Decimal(0)
    return {key: amount for key, amount in due.items() if amount}


def amounts_on(first: dt.date, rows: Iterable[Any]) -> dict[int, Decimal]:
    """The amount of each household that held on a day, or on its own first day if that is later. Two queries."""
    found = list(rows)
    changed = [row.pk for row in found if row.monthly_since and row.monthly_since > max(first, row.since)]
    earlier: dict[int, list[Mapping[str, Any]]] = {}
    events = RecordEvent.objects.filter(record_id__in=changed, data__has_any_keys=AMOUNT).order_by("-id")
    for key, data in events.values_list("record_id", "data"):
        earlier.setdefault(key, []).append(data)
    return {row.pk: _amount_on(max(first, row.since), row, earlier.get(row.pk, ())) for row in found}


def _amount_on(day: dt.date, row: Any, earlier: Iterable[Mapping[str, Any]]) -> Decimal:
    """Back through what the entry said before, the newest first, to the amount whose own day had come."""
    monthly, since = row.monthly, row.monthly_since
    for data in earlier:
        if since is None or since <= day:
            break
        if "monthly" in data:
            monthly = Decimal(data["monthly"])
        if "monthly_since" in data:
            since = dt.date.fromisoformat(data["monthly_since"]) if data["monthly_since"] else None
    return Decimal(monthly)
