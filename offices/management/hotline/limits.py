"""The limits of an order: one for its class, one for a re-check, one for the first contact. All in working days."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import clocks
from caojiadu.core.cases.models import Clock, LimitRule
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.limits import norm
from caojiadu.core.workdays.deadlines import Deadline, extend
from caojiadu.core.workflow import Limit
from caojiadu.core.workflow.parts import OPEN

SOURCE = _("Rules for 12345 work of a Jing'an sub-district (2019)")
CUSTOM = _("Custom of 12345 work; the source is to be confirmed")
CONTACT = "contact"


def _limit(key: str, label: Any, days: int, *starts: str) -> Limit:
    return norm(
        key,
        label,
        days,
        starts=starts,
        met_by=("release_reply",),
        working=True,
        warn=(1,),
        public=False,
        article=SOURCE,
    )


LIMITS = (
    norm(
        CONTACT,
        _("First contact with the caller"),
        1,
        starts=(OPEN,),
        met_by=("first_contact", "contact_again"),
        working=True,
        warn=(),
        public=False,
        article=CUSTOM,
    ),
    _limit("inquiry", _("Inquiry or suggestion"), 1),
    _limit("recheck", _("Supervised, or re-check after a call-back"), 3, "recheck"),
    _limit("help", _("Request for help or complaint"), 5),
    _limit("complex", _("Complex, approved"), 15),
)
# The limits within which an order is to be handled; a class is called as its limit is.
HANDLE = tuple(limit.key for limit in LIMITS if limit.key != CONTACT)


def start_of_class(moving: Moving) -> None:
    """Start the limit of the order's class, from the day it was received."""
    case = moving.case
    clocks.start(case, case.workflow.limit(case.order_class), case.opened_at)
    clocks.refresh_due(case)


def change_class(moving: Moving, order_class: str) -> None:
    """Give the order another class: its limit runs from the day it was received, the one before ends."""
    _running(moving.case.pk).update(state=Clock.State.ENDED, ended_at=moving.now)
    moving.change(order_class=order_class)
    start_of_class(moving)


def running(case_id: int) -> Clock | None:
    """The limit within which an order is to be handled now."""
    return _running(case_id).first()


def last(case_id: int) -> Clock | None:
    """The limit that a reply just met, or did not."""
    return Clock.objects.filter(case_id=case_id, key__in=HANDLE).exclude(state=Clock.State.ENDED).order_by("pk").last()


def lengthen(moving: Moving, days: int) -> None:
    """Lengthen the running limit by working days; what was looked at for a climb begins again."""
    clock = Clock.objects.select_for_update().get(pk=running(moving.case.pk).pk)  # type: ignore[union-attr]
    rule = LimitRule.objects.filter(kind=moving.case.kind, key=clock.key).first() or LimitRule()
    clocks.set_deadline(clock, extend(Deadline.from_json(clock.why), days), rule)
    clock.next_at, clock.rung = clocks.next_warning(clock, rule, moving.now), 0
    clock.save(update_fields=["due_on", "due_at", "why", "provisional", "next_at", "rung"])
    clocks.refresh_due(moving.case)


def still_in_time(clock: Clock | None, now: dt.datetime) -> bool:
    """Say whether a limit runs and has not passed."""
    return clock is not None and clock.due_at >= now


def _running(case_id: int) -> Any:
    return Clock.objects.filter(case_id=case_id, key__in=HANDLE, state=Clock.State.RUNNING)
