"""A day on which deputies or delegates receive people: planned, announced in time, moved or called off, held."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.limits import OWN_NORM, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Limit, State, Transition
from caojiadu.core.workflow.parts import OPEN

ANNOUNCE_DAYS = 7  # calendar days before the day that it is announced: the office's own norm


class ReceptionDay(Case):
    """One day. A kind adds who receives, where, and what came of it."""

    planned_on = models.DateField(_("planned day"))
    hours = models.CharField(_("reception hours"), max_length=60)
    announced_at = models.CharField(_("where it was announced"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def announce_by(self) -> dt.date:
        return self.planned_on - dt.timedelta(days=ANNOUNCE_DAYS)


def announce(matter: Matter, planned: State, *, to: State, prefix: str = "") -> Transition:
    return matter.step(f"{prefix}announce", _("Announced"), planned, to=to, fields=("announced_at",), main=True)


def move_day(matter: Matter, planned: State, *later: State, prefix: str = "", fields: tuple[str, ...]) -> Transition:
    """Another day: it goes back to `planned`."""
    return matter.step(
        f"{prefix}move",
        _("Change day or hours"),
        planned,
        *later,
        to=planned,
        fields=fields,
        asks=("reason",),
        effects=(steps.restart_limits("announce"),),
        hint=_("The new day is announced again."),
    )


def day_is_here(moving: Moving) -> None:
    """A guard: nobody has come before the day."""
    if moving.case.planned_on > timezone.localdate(moving.now):
        raise Refused(gettext("The day has not come yet."))


def limits(*held_by: str, prefix: str = "") -> tuple[Limit, Limit]:
    """Announced in time, and held on its day by the moves `held_by`."""
    own_plan: Any = _("The office's own plan")
    own: dict[str, Any] = {"starts": (OPEN,), "warn": (3,)}
    return (
        on_day("announce", _("Announce the day"), "announce_by", OWN_NORM, met_by=(f"{prefix}announce",), **own),
        on_day("planned", _("Planned day"), "planned_on", own_plan, met_by=held_by, **own),
    )
