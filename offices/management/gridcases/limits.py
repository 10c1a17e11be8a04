"""The limits of a grid case: the centre's own, that of its class, one more after a verification that failed."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import clocks
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.workdays.deadlines import Deadline, add_days, add_hours
from caojiadu.core.workflow import Limit, Stop, Text
from caojiadu.core.workflow.parts import OPEN
from offices.management.models import GridClass, GridRules

HANDLE, AGAIN, REVIEW = "grid", "grid_again", "grid_review"
# Engineering, or parts that have to be made: the centre approves that a case stands still (挂账).
STANDSTILL = Stop(
    "works", _("Works or parts that take time"), OWN_NORM, by=("grid_grant",), resumed_by=("grid_resume",)
)


def _limit(key: str, label: Text, days: int, starts: tuple[str, ...], met_by: tuple[str, ...], **more: Any) -> Limit:
    given: dict[str, Any] = {"working": True, "warn": (1,), "public": False} | more
    return norm(key, label, days, starts=starts, met_by=met_by, **given)


LIMITS = (
    _limit(
        "grid_desk", _("Accept, file and dispatch"), 1, (OPEN, "allow_return"), ("dispatch", "cancel", "same", "spot")
    ),
    _limit(
        HANDLE,
        _("Put right on site"),
        5,
        (),
        ("handle",),
        extends=90,
        stops=(STANDSTILL,),
        article=_("Office's own figure; Shanghai's limits per class are to be set"),
    ),
    _limit(AGAIN, _("Put right after a failed verification"), 1, ("not_put_right",), ("handle",)),
    _limit("grid_verify", _("Verify on site"), 1, ("handle",), ("verify", "not_put_right")),
    _limit("grid_spot", _("Look at what was put right on the spot"), 2, ("spot",), ("spot_seen", "spot_not_seen")),
    _limit(REVIEW, _("End of the standstill"), 0, (), ("grid_resume",), ends_on="suspended_until", working=False),
)


def start_of_class(moving: Moving) -> None:
    """Start the limit of the case's class from the moment it is dispatched; one that runs ends."""
    case = moving.case
    clocks.end(case, (HANDLE, AGAIN), moving.now)
    clocks.start(case, case.workflow.limit(HANDLE), moving.now, deadline=deadline_of(case.grid_class, moving.now))
    clocks.refresh_due(case)


def deadline_of(grid_class: GridClass | None, now: dt.datetime) -> Deadline | None:
    """When a case of a class that is dispatched now has to be put right; None where the general limit holds."""
    if grid_class is None or not grid_class.amount:
        return None
    if grid_class.unit == GridClass.Unit.DAYS:
        return add_days(timezone.localdate(now), grid_class.amount, working=True)
    rules = GridRules.now()
    return add_hours(now, grid_class.amount, opens=rules.opens, closes=rules.closes)


def running(case_id: int) -> Clock | None:
    """The limit within which it is to be put right now."""
    return Clock.objects.filter(case_id=case_id, key__in=(HANDLE, AGAIN), state=Clock.State.RUNNING).first()
