"""What was paid for months before an aid was stopped or lowered for them (D4): asked, kept, and shown to the checker.

Whether it is claimed back is decided by a person, each time with a reason: no law known here decides it for all cases.
"""

import datetime as dt
from collections.abc import Iterable
from copy import copy
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from offices.service.assistance.due import amounts_on, is_due
from offices.service.assistance.models import PAYS, AssistanceReview, AssistedHousehold, Overpaid
from offices.service.assistance.overpaid_months import OverpaidMonth

Proposal = AssistanceReview.Proposal
Months = dict[str, Decimal]  # by month, in order: how much more was paid for it than will be due
DECIDES_PAY = ("category", "monthly", "monthly_since", "since", "until", "ended_on")


def overpaid(before: AssistedHousehold, after: AssistedHousehold) -> Months:
    """The months that were paid, or are about to be, for which less will be due once an entry says something else.

    A month for which more will be due is not among them: a further roll pays the difference, which is owed.
    """
    if all(getattr(before, name) == getattr(after, name) for name in DECIDES_PAY):
        return {}
    listed = before.payments.filter(roll__state__in=PAYS, roll__aid=before.category)
    paid = listed.values_list("roll__month").annotate(paid=Sum("amount")).order_by("roll__month")
    found: Months = {}
    for month, amount in paid:
        first = dt.date.fromisoformat(f"{month}-01")
        was, will_be = (_due(entry, before, first) for entry in (before, after))
        if will_be < min(was, amount):
            found[month] = amount - will_be
    return found


def _due(entry: Any, before: Any, first: dt.date) -> Decimal:
    """What an entry is due for a month: its amount from that amount's own day on, before it the one of before."""
    if entry.category != before.category or not is_due(entry, first):
        return Decimal(0)
    begins = max(first, entry.since)
    own = entry.monthly == before.monthly or entry.monthly_since is None or entry.monthly_since <= begins
    source = entry if own else before
    return Decimal(amounts_on(first, [source])[source.pk])


def as_decided(review: Any, proposal: str, monthly: Decimal | None, day: dt.date | None) -> AssistedHousehold:
    """The household's entry as it will stand once a re-check is brought into it."""
    entry = copy(review.household)
    if proposal == Proposal.STOP and day:
        entry.ended_on = entry.ended_on or day
    if proposal == Proposal.CHANGE and day and monthly is not None:
        entry.monthly, entry.monthly_since = monthly, day
    return entry


def overpaid_by(review: Any) -> Months:
    """What was paid too much by what a re-check proposes."""
    after = as_decided(review, review.proposal, review.new_monthly, review.effective_on)
    return overpaid(review.household, after)


def told(months: Months) -> str:
    """Which months were paid, and how much too much, for a reader."""
    said = gettext("Paid already: %(months)s. %(sum)s yuan more than will be due.")
    return said % {"months": "、".join(months), "sum": f"{sum(months.values()):,.2f}"}


def paid_is_settled(moving: Moving) -> None:
    """A guard: nothing is decided of which nobody said what becomes of the months that were paid."""
    months = {} if moving.case.overpaid else overpaid_by(moving.case)
    if months:
        way_on = gettext("Have it checked again, so that the proposal says what becomes of this.")
        raise Refused(f"{told(months)} {way_on}")


def write_proposal(moving: Moving) -> None:
    """An effect: what was proposed, with what becomes of the months that were paid, stands in the re-check."""
    moving.change(**{name: moving.data[name] for name in moving.form.writes})


def settle(moving: Moving) -> None:
    """An effect of the decision: what becomes of each month that was paid, as it was proposed."""
    review = moving.case
    household, given = review.household, {"choice": review.overpaid, "why": review.overpaid_why, "review": review}
    keep(rows_for(household, overpaid_by(review), said_by=moving.actor.user, **given))


def rows_for(household: Any, months: Months, **given: Any) -> list[OverpaidMonth]:
    """What is said of each month, not saved yet."""
    aid = household.category
    return [
        OverpaidMonth(household=household, month=month, aid=aid, amount=amount, **given)
        for month, amount in months.items()
    ]


def keep(rows: list[OverpaidMonth]) -> None:
    """Save what is said of months; it takes the place of what was said of them before. One query."""
    OverpaidMonth.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["household", "month", "aid"],
        update_fields=["review", "amount", "choice", "why", "said_by", "said_at"],
    )


def words_of(rows: Iterable[OverpaidMonth]) -> str:
    """What was said of months, for the history of the entry; nothing where nothing was."""
    found = list(rows)
    if not found:
        return ""
    return f"{told({row.month: row.amount for row in found})} {found[0].get_choice_display()}：{found[0].why}"


def reasons_of(roll: Any) -> list[tuple[str, str]]:
    """For whoever checks a roll: of each household from which something is set off, who decided so, and why."""
    rows = OverpaidMonth.objects.filter(month=roll.month, aid=roll.aid, choice=Overpaid.SET_OFF)
    rows = rows.filter(household__in=roll.lines.filter(amount__lt=0).values("household")).select_related("said_by")
    said = gettext("Household #%(key)s: set off as %(name)s decided")
    return [(said % {"key": row.household_id, "name": row.said_by}, row.why) for row in rows.order_by("household")]
