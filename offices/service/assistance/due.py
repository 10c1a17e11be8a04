"""What each household in assistance is due for a month (D4): the amount that held then, as payment rolls list it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q

from caojiadu.core.community.duplicates import persons_of
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import RecordEvent
from offices.service.assistance.models import LASTING, AssistanceReview, AssistedHousehold

Category, Proposal = AssistedHousehold.Category, AssistanceReview.Proposal
TAKES_EFFECT = ("aidreview_decided", "aidreview_waits")  # decided, and still to be brought into the household's entry
Amount = tuple[Any, Any]  # how much a month, and the day from which it holds


def due_in(first: dt.date, aid: str) -> dict[int, Decimal]:
    """What each household is due for the month that begins on a day, at the amount that held on its first day, with
    what re-checks decided and the entries do not say yet. As many payments as months were granted (Shanghai
    Regulations on Social Assistance, art. 29), of lasting aid one a month for each person; medical assistance is paid
    once.
    """
    last = months_after(first, 1) - dt.timedelta(days=1)
    rows: Any = AssistedHousehold.objects.filter(category=aid, since__lte=last).exclude(until__lt=first)
    found = list(rows.filter(Q(ended_on=None) | Q(ended_on__gte=first)).order_by("since", "pk"))
    amounts = amounts_on(first, found)
    _follow_reviews(first, aid, found, amounts)
    due = [row for row in found if amounts[row.pk] and _counts(row, first)]
    if aid in LASTING:  # of relief and medical assistance each grant is one of its own
        due = _once_a_person(due)
    return {row.pk: amounts[row.pk] for row in due}


def _once_a_person(due: list[Any]) -> list[Any]:
    """The first entry of each person, under whichever of their rows it stands."""
    persons = persons_of([row.resident_id for row in due if row.resident_id])
    once: dict[Any, Any] = {}
    for row in due:
        once.setdefault(persons.get(row.resident_id, f"#{row.pk}"), row)
    return list(once.values())


def is_due(row: Any, first: dt.date) -> bool:
    """Whether an entry is due anything for the month that begins on a day, whatever re-checks decided since."""
    return row.since < months_after(first, 1) and _counts(row, first)


def _counts(row: Any, first: dt.date) -> bool:
    """Whether a month is paid: the day on which its month of aid begins lies before the end of the aid."""
    months = (first.year - row.since.year) * 12 + first.month - row.since.month
    if row.category == Category.MEDICAL:
        return months == 0 and (row.ended_on is None or row.since <= row.ended_on)
    begins = months_after(row.since, months)
    granted = row.until is None or months == 0 or begins < row.until
    return granted and (row.ended_on is None or begins < row.ended_on)


def _follow_reviews(first: dt.date, aid: str, found: list[Any], amounts: dict[int, Decimal]) -> None:
    """Put in what was decided and waits for its day: aid that will end, and amounts that hold by the first day."""
    waiting = AssistanceReview.objects.filter(household__category=aid, state__in=TAKES_EFFECT, carried_out=False)
    standing = waiting.exclude(pk__in=overtaken(waiting.values("household"))).order_by("effective_on", "pk")
    there = {row.pk: row for row in found}
    for key, proposal, day, monthly in standing.values_list("household", "proposal", "effective_on", "new_monthly"):
        row = there.get(key)
        if row is None or day is None:
            continue
        if proposal == Proposal.STOP:
            row.ended_on = min(row.ended_on or day, day)
        elif monthly is not None and day <= first:
            amounts[key] = monthly


def overtaken(households: Any) -> set[int]:
    """Re-checks of these households that one decided later replaces. One query.

    Whatever is decided later, the aid does not end as was decided before; and an amount holds until the day from which
    a later decision says another, or not at all where the aid then goes on unchanged.
    """
    decided = AssistanceReview.objects.filter(household__in=households, events__move="aidreview_decide")
    newest = decided.annotate(decided=Max("events__pk")).order_by("-decided")
    found: set[int] = set()
    begins: dict[int, dt.date] = {}
    for key, household, proposal, day in newest.values_list("pk", "household", "proposal", "effective_on"):
        own = dt.date.min if proposal == Proposal.GO_ON or day is None else day
        later = begins.get(household)
        if later is not None and (proposal == Proposal.STOP or own >= later):
            found.add(key)
        begins[household] = min(own, later or own)
    return found


def waits_before(review: AssistanceReview) -> AssistanceReview | None:
    """A re-check that still holds from an earlier day than this one, and is not in the household's entry yet."""
    waiting = AssistanceReview.objects.filter(
        household=review.household_id, state__in=TAKES_EFFECT, carried_out=False, effective_on__lt=review.effective_on
    )
    return waiting.exclude(pk__in=[review.pk, *overtaken([review.household_id])]).order_by("effective_on").first()


def amounts_on(first: dt.date, rows: Iterable[Any]) -> dict[int, Decimal]:
    """The amount of each household that held on a day, or on its own first day if that is later. Three queries."""
    found = list(rows)
    changed = [row.pk for row in found if row.monthly_since and row.monthly_since > max(first, row.since)]
    earlier: dict[int, list[Mapping[str, Any]]] = {}
    events = RecordEvent.objects.filter(record_id__in=changed, data__has_key="monthly").order_by("-id")
    for key, data in events.values_list("record_id", "data"):
        earlier.setdefault(key, []).append(data)
    decided: dict[int, set[Amount]] = {}
    reviews = AssistanceReview.objects.filter(household__in=changed, proposal=Proposal.CHANGE, carried_out=True)
    for key, amount, own in reviews.values_list("household", "new_monthly", "effective_on"):
        decided.setdefault(key, set()).add((amount, own))
    return {
        row.pk: _amount_on(max(first, row.since), row, earlier.get(row.pk, ()), decided.get(row.pk, set()))
        for row in found
    }


def _amount_on(day: dt.date, row: Any, earlier: Iterable[Mapping[str, Any]], decided: set[Amount]) -> Decimal:
    """Back through the amounts that the entry said before, the newest first, to the one whose own day had come."""
    monthly, since = Decimal(row.monthly), row.monthly_since
    for data in earlier:
        if since is None or since <= day:
            break
        before = Decimal(data["monthly"])
        if "monthly_since" in data:
            since = dt.date.fromisoformat(data["monthly_since"]) if data["monthly_since"] else None
        elif (monthly, since) in decided:  # brought in when entries had no such day: re-checks know it
            since = max((own for amount, own in decided if amount == before and own < since), default=since)
        monthly = before
    return monthly
