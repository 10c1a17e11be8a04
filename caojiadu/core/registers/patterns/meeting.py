"""Meetings: called, held with who was there, minuted, archived once everything that was decided is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.follow_up import hand_out, task_ended, tasks_done
from caojiadu.core.registers.patterns.states import states_of
from caojiadu.core.workflow import Limit, State, Text, Transition, Workflow
from caojiadu.core.workflow.parts import OPEN


class Meeting(Case):
    """One meeting. A kind of meeting adds what is its own: the body that meets, the matter, who is invited."""

    held_at = models.DateTimeField(gettext_lazy("day and time"))
    place = models.CharField(gettext_lazy("place"), max_length=120)
    chair = models.CharField(gettext_lazy("chair"), max_length=60)
    expected = models.PositiveSmallIntegerField(gettext_lazy("members who should attend"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(gettext_lazy("members present"), null=True, blank=True)
    absent = models.TextField(gettext_lazy("who was absent, and why"), blank=True)
    minutes = models.TextField(gettext_lazy("minutes"), blank=True)
    minuted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number or '—'} {self.title}"

    def clean(self) -> None:
        """No more are present than should attend, and somebody is."""
        super().clean()
        if self.present is not None and (self.present < 1 or self.present > (self.expected or 0)):
            raise ValidationError({"present": _("Between one and those who should attend.")})


@dataclass(frozen=True)
class States:
    """Where a meeting of one kind stands."""

    called: State
    held: State
    settled: State
    archived: State
    cancelled: State


def states(stem: str, **labels: Text) -> States:
    """The states of one kind of meeting, their keys begun with `stem`; `labels` say some of them otherwise."""
    said = {
        "called": gettext_lazy("Called"),
        "held": gettext_lazy("Held, minutes being kept"),
        "settled": gettext_lazy("Minutes settled, tasks under way"),
        "archived": gettext_lazy("Meeting archived"),
        "cancelled": gettext_lazy("Cancelled"),
    } | labels
    return States(**states_of(stem, said, rests=("archived", "cancelled"), soon=("held",)))


def enough_present(held: Meeting, wanted: int, *, aside: int = 0) -> None:
    """Raise Refused unless as many members as it takes were present at a meeting, without those who stepped `aside`."""
    there = (held.present or 0) - aside
    if there >= wanted:
        return
    words = _("It takes %(wanted)d members to decide; %(present)d were present.")
    if aside:
        words = _("It takes %(wanted)d members to decide; without those who stepped aside there were %(present)d.")
    raise Refused(words % {"wanted": wanted, "present": there})


def workflow(
    own: States,
    *,
    model: str,
    asks: Mapping[str, tuple[str, ...]] | None = None,
    optional: Mapping[str, tuple[str, ...]] | None = None,
    guards: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    effects: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    more: tuple[Transition, ...] = (),
    limits: tuple[Limit, ...] = (),
    **given: Any,
) -> Workflow:
    """The workflow of one kind of meeting, to be registered.

    `asks`, `optional`, `guards` and `effects` add the kind's own fields, rules and consequences to the moves
    "arrange", "hold", "minute", "settle", "archive"; `more` are moves of its own. The model has the permissions
    `handle_…` and `close_…`.
    """
    matter = Matter(model, fields=asks or {}, optional=optional or {}, guards=guards or {}, effects=effects or {})
    return Workflow(
        model=model,
        initial=own.called,
        open_told=gettext_lazy("Called"),
        transitions=(
            *_until_held(own, matter),
            hand_out(matter, own.held, own.settled),
            *_afterwards(own, matter),
            *more,
            task_ended(own.held, own.settled),
            matter.assign(own.called, own.held, own.settled),
            matter.note(own.called, own.held, own.settled),
            matter.late(own.called, own.held),
        ),
        limits=(*_LIMITS, *limits),
        **given,
    )


def _until_held(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "arrange",
            gettext_lazy("Change day, place or chair"),
            own.called,
            fields=("held_at", "place", "chair"),
            asks=("reason",),
        ),
        matter.step(
            "hold",
            gettext_lazy("Held: who was there"),
            own.called,
            to=own.held,
            fields=("expected", "present"),
            optional=("absent",),
            guards=(_begun,),
            main=True,
        ),
        matter.step(
            "minute",
            gettext_lazy("Write the minutes"),
            own.held,
            fields=("minutes",),
            effects=(steps.stamp("minuted_by"),),
            main=True,
        ),
    )


def _afterwards(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "settle",
            gettext_lazy("Settle the minutes"),
            own.held,
            to=own.settled,
            by=matter.head_or_leader,
            when=(_minuted, steps.not_by_whoever_made("minute")),
            main=True,
        ),
        matter.step(
            "archive", gettext_lazy("Archive it"), own.settled, to=own.archived, guards=(tasks_done,), main=True
        ),
        matter.end("cancel", gettext_lazy("Cancel the meeting"), own.called, to=own.cancelled, by=matter.lead),
    )


def _begun(moving: Moving) -> None:
    if moving.case.held_at > moving.now:
        raise Refused(
            _("The meeting has not begun: it is called for %(moment)s.")
            % {"moment": timezone.localtime(moving.case.held_at).strftime("%Y-%m-%d %H:%M")}
        )


def _minuted(moving: Moving) -> None:
    if not moving.case.minutes:
        raise Refused(_("There are no minutes yet."))


_LIMITS = (
    on_day(
        "held",
        gettext_lazy("Day of the meeting"),
        "held_at",
        gettext_lazy("The day it was called for"),
        starts=(OPEN,),
        met_by=("hold", "cancel"),
        warn=(1,),
    ),
    norm(
        "minutes",
        gettext_lazy("Settle the minutes"),
        5,
        starts=("hold",),
        met_by=("settle",),
        working=True,
        warn=(2,),
    ),
)
