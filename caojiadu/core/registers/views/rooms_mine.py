"""The rooms that an account booked, among everything else that is its own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.hooks import provide
from caojiadu.core.keyset import page_after
from caojiadu.core.registers.shapes.lending import bookings_of, lenders

MOST_NEEDED = 20


@provide("my_items")
def my_bookings(user: Any, mark: str) -> tuple[list[dict[str, Any]], bool]:
    """A page of the bookings of an account, the newest first."""
    found, following = page_after(bookings_of(user), mark, columns=("opened_at", "id"), newest_first=True)
    return [_item(case) for case in found], bool(following)


@provide("my_needs")
def bookings_called_off(user: Any) -> list[dict[str, Any]]:
    """The newest bookings for which another time has to be chosen."""
    flows = [one.workflow for one, _things in lenders() if one.workflow]
    waiting = {state for flow in flows for state in flow.states if state.endswith("_called_off")}
    rows = bookings_of(user).filter(state__in=waiting).order_by("-opened_at", "-pk")
    return [_item(case) for case in rows[:MOST_NEEDED]]


@provide("residents_of_account")
def who_booked(user: Any) -> set[int]:
    """As whom an account books rooms."""
    return {key for key in bookings_of(user).values_list("resident_id", flat=True) if key}


def _item(case: Any) -> dict[str, Any]:
    closed = case.state.endswith("_called_off")
    return {
        "key": case.pk,
        "title": _("Room: %(what)s") % {"what": case.title},
        "url": reverse("rooms:booking", args=[case.number]),
        "number": case.number,
        "state": case.standing.public_label,
        "tone": case.standing.tone,
        "when": case.opened_at,
        "due_at": None,
        "needs_me": _("The house is closed then. Please choose another time.") if closed else "",
    }
