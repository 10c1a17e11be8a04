"""Who is called next: the one rule of the hall, in one place.

1. whoever comes back from having been put aside, by when they came back;
2. appointments whose time has come, by that time;
3. whoever goes first: older, disabled or pregnant people, and those a little late for their appointment;
4. everybody else, those who came before their appointment's time among them;
and within each by number, which is by taking. Passing on to another window changes none of this, so it keeps the place.
"""

import datetime as dt
import math
import statistics
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Max, Q, Value, When
from django.utils import timezone

from caojiadu.core.organisation.models import Centre
from services.appointments.models import OpeningHours
from services.hall.models import HallDay, HallWindow, Ticket, TicketQuerySet


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


LAST = 20  # turns at the windows of which the pace is taken
FEWEST = 3
STATE = Ticket.State


@dataclass(frozen=True)
class Pace:
    """How long one turn at a window takes today (None: not known yet), and how many windows are open."""

    turn: dt.timedelta | None
    windows: int

    def wait_of(self, place: int) -> int | None:
        """Minutes until the one who stands at a place (1 is next) is called, rounded up; None where nobody can tell."""
        if self.turn is None or not self.windows:
            return None
        return math.ceil(place * self.turn.total_seconds() / self.windows / 60)


def pace_of(day: HallDay) -> Pace:
    """The pace now: the middle one of the last turns, from the first call to the end. Two queries."""
    ended = day.tickets.filter(ended_at__isnull=False, called_at__isnull=False).order_by("-ended_at")
    pairs = ended.values_list("called_at", "ended_at")[:LAST]
    turns = [end - begin for begin, end in pairs if begin and end]
    windows = open_windows(day.centre_id)
    turn = (
        dt.timedelta(seconds=statistics.median(one.total_seconds() for one in turns)) if len(turns) >= FEWEST else None
    )
    return Pace(turn, windows)


def closes_at(centre: Centre | int, now: dt.datetime) -> dt.datetime | None:
    """When the hall closes today, by the opening hours that an administrator set; None where there are none today."""
    today = timezone.localdate(now)
    last = OpeningHours.objects.filter(rules__centre=centre, weekday=today.weekday()).aggregate(last=Max("closes"))[
        "last"
    ]
    return timezone.make_aware(dt.datetime.combine(today, last)) if last else None


def open_windows(centre: Centre | int) -> int:
    """How many windows somebody sits at."""
    return HallWindow.objects.filter(centre=centre, active=True, clerk__isnull=False).count()


@dataclass(frozen=True)
class Standing:
    """Where a ticket stands: its place (1 is next, 0 does not wait), and the minutes expected, if anybody can tell."""

    place: int = 0
    minutes: int | None = None
    too_late: dt.datetime | None = None  # when the hall closes, where that is before the minutes are over

    @property
    def before(self) -> int:
        """How many are called before."""
        return self.place - 1


def standing_of(ticket: Ticket, now: dt.datetime) -> Standing:
    """Where a ticket stands now, in at most four queries."""
    if ticket.state != STATE.WAITING:
        return Standing()
    line = list(in_order(Ticket.objects.filter(day=ticket.day_id).waiting(), now).values_list("pk", flat=True))
    place = line.index(ticket.pk) + 1 if ticket.pk in line else len(line) + 1
    minutes = pace_of(ticket.day).wait_of(place)
    return Standing(place, minutes, closed_before(ticket.day.centre_id, minutes, now))


def closed_before(centre: Centre | int, minutes: int | None, now: dt.datetime) -> dt.datetime | None:
    """When the hall closes, if that comes before a wait of so many minutes is over. One query where there is a wait."""
    ends = closes_at(centre, now) if minutes is not None else None
    return ends if ends and minutes is not None and now + dt.timedelta(minutes=minutes) > ends else None
