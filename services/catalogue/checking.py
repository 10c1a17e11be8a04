"""What administrators should look after in the guides: lines to be confirmed, and lines compared long ago."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from caojiadu.core.accounts.models import User
from caojiadu.core.doors import Link
from caojiadu.core.hooks import provide
from services.catalogue.models import Amount, Condition, Cost, Limit, Paper, Question, Said, Step

HOLDS = dt.timedelta(days=365)
LINES: tuple[type[Said], ...] = (Condition, Paper, Limit, Cost, Step, Amount, Question)


def aged() -> Q:
    """Confirmed lines that were compared with their source more than a year ago, or on no day that is known."""
    old = Q(checked_on__lt=timezone.localdate() - HOLDS) | Q(checked_on=None)
    return Q(confirmed=True) & old


@provide("to_look_after")
def lines_to_check(user: User) -> list[Link]:
    """How many lines of the guides wait, and how many are old."""
    if not user.has_perm("services.change_item"):
        return []
    address = reverse("admin:services_item_changelist")
    open_now = sum(model._default_manager.filter(confirmed=False).count() for model in LINES)
    old = sum(model._default_manager.filter(aged()).count() for model in LINES)
    found = []
    if open_now:
        said = ngettext(
            "%(n)d line of the guides is not confirmed", "%(n)d lines of the guides are not confirmed", open_now
        )
        found.append(Link(f"{address}?unconfirmed=yes", said % {"n": open_now}))
    if old:
        said = ngettext(
            "%(n)d line of the guides was compared with its source more than a year ago",
            "%(n)d lines of the guides were compared with their sources more than a year ago",
            old,
        )
        found.append(Link(f"{address}?unconfirmed=old", said % {"n": old}))
    return found
