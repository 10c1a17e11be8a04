"""What happens at a window: sitting down, calling, serving, passing on. Each verb locks the window first.

A verb that is given the number it means (`seen`: the ticket on the clerk's page) does nothing where another one stands
there now, so that a button pressed twice acts once.
"""

import datetime as dt
import re
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import Refused
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Centre
from caojiadu.core.registers.models import Record
from services.hall.line import callable_at, in_order
from services.hall.models import HallRules, HallWindow, Ticket
from services.hall.tickets import open_day, today_of
from services.reception import CENTRE

State = Ticket.State


class Taken(Exception):
    """Somebody else sits there."""


class Busy(Exception):
    """A ticket is still at the window."""


@transaction.atomic
def sit_down(window: HallWindow, user: User, now: dt.datetime | None = None) -> HallWindow:
    """Open a window, and with the first of the day the hall. Raises Taken, or Busy where the old window is not free."""
    now = now or timezone.now()
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # nobody sits down at two windows at once
    both = HallWindow.objects.select_for_update(of=("self",)).order_by("pk")
    rows = {row.pk: row for row in both.filter(pk__in=_pks(window, user))}
    new = rows.pop(window.pk)
    if not new.active or new.clerk_id not in (None, user.pk):
        raise Taken
    for old in rows.values():
        _leave(old, now)
    if new.clerk_id is None:
        new.clerk, new.since = user, now
        new.save(update_fields=["clerk", "since"])
    if today_of(new.centre, now) is None:
        open_day(new.centre, now)
    return new


def _pks(window: HallWindow, user: User) -> list[int]:
    return [window.pk, *HallWindow.objects.filter(clerk=user).exclude(pk=window.pk).values_list("pk", flat=True)]


@transaction.atomic
def leave(window: HallWindow, now: dt.datetime | None = None) -> None:
    """Close a window. Raises Busy while a ticket is there."""
    _leave(HallWindow.objects.select_for_update(of=("self",)).get(pk=window.pk), now or timezone.now())


@transaction.atomic
def free(window: HallWindow, now: dt.datetime | None = None) -> None:
    """Empty a window that somebody forgot to leave; the ticket there goes back to the front of the line."""
    now = now or timezone.now()
    window = HallWindow.objects.select_for_update(of=("self",)).get(pk=window.pk)
    if ticket := _current(window, now):
        _stop_serving(ticket, now)
        ticket.state, ticket.back_at = State.WAITING, now
        ticket.save()
    _leave(window, now)


def _leave(window: HallWindow, now: dt.datetime) -> None:
    if _current(window, now) is not None:
        raise Busy
    window.clerk, window.since = None, None
    window.save(update_fields=["clerk", "since"])


def _current(window: HallWindow, now: dt.datetime) -> Ticket | None:
    rows = Ticket.objects.at_window().filter(window=window, day__held_on=timezone.localdate(now))
    return rows.select_related("item", "day").first()


def at_window(window: HallWindow) -> Ticket | None:
    """The ticket at a window now: whoever lost the page finds it again."""
    return _current(window, timezone.now())


@transaction.atomic
def call_next(window: HallWindow, now: dt.datetime | None = None) -> Ticket | None:
    """Call the next one to a window that is free; two windows never get the same. None where nobody waits.

    Where somebody stands there already, that ticket: pressed twice, one is called.
    """
    now = now or timezone.now()
    window = HallWindow.objects.select_for_update(of=("self",)).get(pk=window.pk)
    if there := _current(window, now):
        return there
    rows = callable_at(Ticket.objects.filter(day__centre=window.centre_id), window)
    rows = rows.filter(day__held_on=timezone.localdate(now))
    found = in_order(rows, now).select_for_update(skip_locked=True, of=("self",)).first()
    if found is not None:
        _ring(found, window, now)
    return found


def _ring(ticket: Ticket, window: HallWindow, now: dt.datetime) -> None:
    ticket.state, ticket.window, ticket.for_window, ticket.rung_at = State.CALLED, window, None, now
    ticket.called_at = ticket.called_at or now
    ticket.calls += 1
    ticket.save()


def _verb(*states: str) -> Callable[[Callable[..., None]], Callable[..., Ticket | None]]:
    """A verb on the ticket at a window: under the window's lock, from these states, and on the one that was seen."""

    def make(change: Callable[..., None]) -> Callable[..., Ticket | None]:
        @transaction.atomic
        def act(window: HallWindow, seen: str, *, now: dt.datetime | None = None, **more: object) -> Ticket | None:
            now = now or timezone.now()
            window = HallWindow.objects.select_for_update(of=("self",)).get(pk=window.pk)
            ticket = _current(window, now)
            if ticket is None or ticket.key != seen or ticket.state not in states:
                return None
            change(ticket, now, **more)
            ticket.save()
            return ticket

        act.__doc__ = change.__doc__
        return act

    return make


@_verb(State.CALLED, State.SERVING)
def recall(ticket: Ticket, now: dt.datetime) -> None:
    """Call the same number again."""
    ticket.rung_at = now
    ticket.calls += 1


@_verb(State.CALLED)
def start(ticket: Ticket, now: dt.datetime) -> None:
    """The person is here."""
    ticket.state, ticket.started_at = State.SERVING, now


@_verb(State.SERVING)
def finish(ticket: Ticket, now: dt.datetime) -> None:
    _stop_serving(ticket, now)
    ticket.state, ticket.ended_at = State.DONE, now


@_verb(State.CALLED)
def did_not_come(ticket: Ticket, now: dt.datetime) -> None:
    ticket.state, ticket.ended_at = State.ABSENT, now


@_verb(State.CALLED, State.SERVING)
def park(ticket: Ticket, now: dt.datetime) -> None:
    """Put aside: the person fetches a copy, fills in a form."""
    _stop_serving(ticket, now)
    ticket.state = State.PARKED


@_verb(State.CALLED, State.SERVING)
def pass_on(ticket: Ticket, now: dt.datetime, *, to: HallWindow, note: str = "") -> None:
    """Pass on to another window, with a note; the place in the line is kept."""
    _stop_serving(ticket, now)
    ticket.state, ticket.for_window, ticket.note = State.WAITING, to, note


def _stop_serving(ticket: Ticket, now: dt.datetime) -> None:
    if ticket.started_at:
        ticket.served = (ticket.served or dt.timedelta()) + (now - ticket.started_at)
    ticket.started_at = None


@transaction.atomic
def come_back(window: HallWindow, key: str, now: dt.datetime | None = None) -> Ticket | None:
    """Somebody who was put aside waits again, at the front; somebody who came after all is at this window again.

    Where the window is not free, the latter waits at the front too. None where the ticket does not stand aside today.
    """
    now = now or timezone.now()
    window = HallWindow.objects.select_for_update(of=("self",)).get(pk=window.pk)
    rows = Ticket.objects.select_for_update(of=("self",)).filter(
        key=key, day__centre=window.centre_id, day__held_on=timezone.localdate(now)
    )
    ticket = rows.filter(state__in=(State.PARKED, State.ABSENT)).first()
    if ticket is None:
        return None
    undone = ticket.state == State.ABSENT
    ticket.ended_at = None
    if undone and _current(window, now) is None:
        ticket.state, ticket.window = State.CALLED, window
    else:
        ticket.state, ticket.back_at, ticket.for_window = State.WAITING, now, None
    ticket.save()
    return ticket


_NUMBER = re.compile(r"(?<!\d)[1-9]\d?(?!\d)")
FIRST_ZH, FIRST_EN = "老年人、残疾人优先", "Older and disabled people first"


@provide("window_kept")
def keep_window(*, entry: int, title: str, active: bool, first: bool) -> None:
    """Have a window of the register in the hall, under the number in its title; one without a number is no window.

    A window that went out of use gives its number to the next. Raises Refused where another in use bears the number.
    """
    centre, number = Centre.objects.filter(key=CENTRE).first(), _NUMBER.search(title)
    if centre is None:
        return
    rows = HallWindow.objects.filter(centre=centre)
    window = rows.filter(entry=entry).first()
    if number and active:
        window = _of_number(window, rows.filter(number=int(number[0])).first(), int(number[0]), centre)
    if window is None:
        return
    window.entry, window.active = entry, active and number is not None
    if first and not window.name_zh:
        window.name_zh, window.name_en = FIRST_ZH, FIRST_EN
    window.save()


def _of_number(window: HallWindow | None, there: HallWindow | None, number: int, centre: Centre) -> HallWindow:
    """The window that bears a number from now on: the one that is there, unless an entry in use has it."""
    if there is None:
        window = window or HallWindow(centre=centre)
        window.number = number
        return window
    if there == window:
        return there
    if there.active and there.entry is not None:
        words = _("Window %(n)d is in the hall already. End its entry first, or give another number.")
        raise Refused(words % {"n": number}, beside="title", see=Record.objects.filter(pk=there.entry).first())
    if window is not None:
        window.entry, window.active = None, False
        window.save()
    return there


@provide("load_lists")
def load_rules() -> None:
    """The row of figures for halls; what an administrator set stays."""
    HallRules.objects.get_or_create(pk=1)
