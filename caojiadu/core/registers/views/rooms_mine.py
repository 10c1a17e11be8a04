"""The rooms that somebody booked: among everything else of their account, and what the keeper should know of them."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Case
from caojiadu.core.community.models import Relative
from caojiadu.core.desk.panels import Panel
from caojiadu.core.doors import Item, Items
from caojiadu.core.front import my_matters
from caojiadu.core.front.templatetags.portal import moment
from caojiadu.core.hooks import provide
from caojiadu.core.registers.patterns.booking import Booking
from caojiadu.core.registers.patterns.online_booking import bookings_of, lenders

MOST_NEEDED = 20
LOOKED_BACK = dt.timedelta(days=365)  # for bookings that nobody used


@provide("my_items")
def my_bookings(user: Visitor, mark: str) -> Items:
    """A page of the bookings of an account, the newest first."""
    return bookings_of_relative(user, None, mark)


@provide("items_of_relative")
def bookings_of_relative(user: Visitor, relative: Relative | None, mark: str) -> Items:
    """The same of somebody for whom the account acts."""
    return my_matters.page_of(bookings_of(user, relative), mark, _item, times=_times_of)


@provide("my_needs")
def bookings_called_off(user: Visitor) -> list[Item]:
    """The newest bookings for which another time has to be chosen."""
    return called_off_of_relative(user, None)


@provide("needs_of_relative")
def called_off_of_relative(user: Visitor, relative: Relative | None) -> list[Item]:
    """The same of somebody for whom the account acts."""
    flows = [one.workflow for one, _things in lenders() if one.workflow]
    waiting = {state for flow in flows for state in flow.states if state.endswith("_called_off")}
    rows = bookings_of(user, relative).filter(state__in=waiting).order_by("-opened_at", "-pk")
    return [_item(case) for case in rows[:MOST_NEEDED]]


@provide("residents_of_account")
def who_booked(user: Visitor) -> set[int]:
    """As whom an account books rooms."""
    return {key for key in bookings_of(user).values_list("resident_id", flat=True) if key}


def _item(case: Case) -> Item:
    closed = case.state.endswith("_called_off")
    needs = _("The house is closed then. Please choose another time.") if closed else ""
    return my_matters.line_of(case, "rooms:booking", needs_me=needs, title=_("Room: %(what)s") % {"what": case.title})


def _times_of(cases: list[Any]) -> dict[int, str]:
    """When those begin that hold their room."""
    keys, kinds = [case.pk for case in cases], {case.kind for case in cases}
    models = [one.model_class for one, _things in lenders() if one.workflow and one.workflow.key in kinds]
    held = [model._default_manager.filter(pk__in=keys, holds=True).values_list("pk", "starts_at") for model in models]
    return {key: moment(begins) for rows in held for key, begins in rows}


@provide("case_panels")
def missed_before(case: Case, _user: Visitor) -> list[Panel]:
    """How often whoever asks did not come in the last year, for whoever confirms a booking made online."""
    if not isinstance(case, Booking) or case.channel != "web" or case.resident_id is None:
        return []
    rows = type(case)._default_manager.filter(resident=case.resident_id, state__endswith="_missed")
    missed = rows.filter(starts_at__gte=timezone.now() - LOOKED_BACK).exclude(pk=case.pk).count()
    return [Panel("registers/rooms/missed.html", {"missed": missed})] if missed else []
