"""A made-up hall: three days that are over, and one that goes on."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Centre
from services.catalogue.models import Item
from services.hall import windows
from services.hall.figures import enter_days
from services.hall.models import HallDay, HallWindow
from services.hall.tickets import open_day, settle_days, take
from services.reception import CENTRE

ASKED = ("pension", "medical-claim", "", "residence-permit", "senior-card", "social-card", "", "living-allowance")
MINUTE = dt.timedelta(minutes=1)


@provide("demo")
def fill_hall(people: Mapping[str, Any]) -> None:
    """Tickets at the first window of the office's register, unless there are some."""
    centre, clerk = Centre.objects.filter(key=CENTRE).first(), people.get("handler-d")
    if centre is None or clerk is None or HallDay.objects.exists():
        return
    window = HallWindow.objects.filter(centre=centre, active=True).order_by("number").first()
    window = window or HallWindow.objects.create(centre=centre, number=1)
    now = timezone.now()
    morning = timezone.localtime(now).replace(hour=9, minute=0, second=0, microsecond=0)
    for ago in (3, 2, 1):
        _serve(window, clerk, morning - dt.timedelta(days=ago), people=8 + ago, served=7 + ago)
        settle_days(morning - dt.timedelta(days=ago - 1))
    enter_days(now)
    midnight = morning.replace(hour=0)
    _serve(window, clerk, max(now - 60 * MINUTE, midnight), people=9, served=4)
    windows.call_next(window)


def _serve(window: HallWindow, clerk: Any, begin: dt.datetime, *, people: int, served: int) -> None:
    """People who take a number one after another, and how many of them are served; the third did not come."""
    open_day(window.centre, begin)
    windows.sit_down(window, clerk, begin)
    items = Item.objects.in_bulk([key for key in ASKED if key], field_name="key")
    for at in range(people):
        item = items.get(ASKED[at % len(ASKED)])
        take(window.centre, item=item, first=at % 5 == 2, now=begin + at * 2 * MINUTE)
    for at in range(served):
        called = begin + at * 7 * MINUTE + MINUTE
        ticket = windows.call_next(window, called)
        if ticket is None:
            return
        if at == 2:
            windows.did_not_come(window, ticket.key, now=called + 2 * MINUTE)
            continue
        windows.start(window, ticket.key, now=called + MINUTE)
        windows.finish(window, ticket.key, now=called + (4 + at % 3) * MINUTE)
