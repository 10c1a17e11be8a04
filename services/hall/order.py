"""Who is called next: the one rule of the hall, in one place.

1. whoever comes back from having been put aside, by when they came back;
2. appointments whose time has come, by that time;
3. whoever goes first: older, disabled or pregnant people, and those a little late for their appointment;
4. everybody else, those who came before their appointment's time among them;
and within each by number, which is by taking. Passing on to another window changes none of this, so it keeps the place.
"""

import datetime as dt

from django.db.models import Case, F, IntegerField, Q, Value, When

from services.models import HallWindow
from services.models.hall import TicketQuerySet


def in_order(tickets: TicketQuerySet, now: dt.datetime) -> TicketQuerySet:
    """Tickets in the order in which they are called."""
    due = Q(due_at__lte=now)
    rank = Case(
        When(back_at__isnull=False, then=Value(1)),
        When(due, then=Value(2)),
        When(first=True, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    moment = Case(When(back_at__isnull=False, then=F("back_at")), When(due, then=F("due_at")), default=None)
    return tickets.annotate(rank=rank, moment=moment).order_by("rank", "moment", "number")


def callable_at(tickets: TicketQuerySet, window: HallWindow) -> TicketQuerySet:
    """Waiting tickets that a window may call: those passed on to another one only once nobody sits there."""
    return tickets.waiting().filter(Q(for_window=None) | Q(for_window=window) | Q(for_window__clerk=None))
