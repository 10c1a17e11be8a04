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
from caojiadu.core.registers.shapes.follow_up import hand_out, task_ended, tasks_done
from caojiadu.core.workflow import Limit, State, Transition, Who, Workflow
from caojiadu.core.workflow.parts import OPEN

OWN_NORM = gettext_lazy("The office's own norm")


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


def states(stem: str, **labels: Any) -> States:
    """The states of one kind of meeting, their keys begun with `stem`; `labels` say some of them otherwise."""
    said = {
        "called": gettext_lazy("Called"),
        "held": gettext_lazy("Held, minutes being kept"),
        "settled": gettext_lazy("Minutes settled, tasks under way"),
        "archived": gettext_lazy("Meeting archived"),
        "cancelled": gettext_lazy("Cancelled"),
    } | labels
    return States(
        called=State(f"{stem}_called", said["called"]),
        held=State(f"{stem}_held", said["held"], tone="soon"),
        settled=State(f"{stem}_settled", said["settled"]),
        archived=State(f"{stem}_archived", said["archived"], final=True, tone="done"),
        cancelled=State(f"{stem}_cancelled", said["cancelled"], final=True, tone="done"),
    )


def enough_present(held: Any, wanted: int) -> None:
    """Raise Refused unless as many members were present at a meeting as it takes."""
    if (held.present or 0) < wanted:
        raise Refused(
            _("It takes %(wanted)d members to decide; %(present)d were present.")
            % {"wanted": wanted, "present": held.present or 0}
        )


def workflow(
    own: States,
    *,
    model: str,
    asks: Mapping[str, tuple[str, ...]] | None = None,
    guards: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    effects: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    more: tuple[Transition, ...] = (),
    limits: tuple[Limit, ...] = (),
    **given: Any,
) -> Workflow:
    """The workflow of one kind of meeting, to be registered.

    `asks`, `guards` and `effects` add the kind's own fields, rules and consequences to the moves "arrange", "hold",
    "minute", "settle", "archive"; `more` are moves of its own. The model has the permissions `handle_…` and `close_…`.
    """
    app, _dot, name = model.lower().partition(".")
    handle, close = f"{app}.handle_{name}", f"{app}.close_{name}"
    asked, ruled, done = asks or {}, guards or {}, effects or {}

    def step(key: str, label: Any, *sources: State, target: State | None = None, **what: Any) -> Transition:
        return Transition(
            key,
            label,
            sources,
            target,
            **{"needs": handle, "who": (Who.LEAD,)} | what,
            guards=(*_RULES.get(key, ()), *ruled.get(key, ())),
            effects=(*_EFFECTS.get(key, ()), *done.get(key, ())),
        )

    def fields(key: str, *names: str) -> tuple[str, ...]:
        return (*names, *asked.get(key, ()))

    head = {"needs": close, "who": (Who.HEAD,)}
    arranged, present = fields("arrange", "held_at", "place", "chair"), fields("hold", "expected", "present")
    return Workflow(
        model=model,
        initial=own.called,
        open_told=gettext_lazy("Called"),
        transitions=(
            step("arrange", gettext_lazy("Change day, place or chair"), own.called, fields=arranged, asks=("reason",)),
            step(
                "hold",
                gettext_lazy("Held: who was there"),
                own.called,
                target=own.held,
                fields=present,
                optional=("absent",),
                main=True,
            ),
            step("minute", gettext_lazy("Write the minutes"), own.held, fields=fields("minute", "minutes"), main=True),
            hand_out(handle, own.held, own.settled),
            step(
                "settle",
                gettext_lazy("Settle the minutes"),
                own.held,
                target=own.settled,
                **head,
                fields=fields("settle"),
                when=(_minuted, steps.not_by("minuted_by")),
                main=True,
            ),
            step(
                "archive",
                gettext_lazy("Archive it"),
                own.settled,
                target=own.archived,
                fields=fields("archive"),
                main=True,
            ),
            step(
                "cancel",
                gettext_lazy("Cancel the meeting"),
                own.called,
                target=own.cancelled,
                asks=("reason",),
                danger=True,
            ),
            *more,
            task_ended(own.held, own.settled),
            steps.assign(handle, own.called, own.held, own.settled),
            steps.note(handle, own.called, own.held, own.settled),
            steps.late(own.called, own.held),
        ),
        limits=(
            Limit(
                "held",
                gettext_lazy("Day of the meeting"),
                0,
                gettext_lazy("The day it was called for"),
                until="held_at",
                starts=(OPEN,),
                met_by=("hold", "cancel"),
                on_breach="late",
                legal=False,
                warn=(1,),
            ),
            Limit(
                "minutes",
                gettext_lazy("Settle the minutes"),
                5,
                OWN_NORM,
                starts=("hold",),
                met_by=("settle",),
                on_breach="late",
                working=True,
                legal=False,
                warn=(2,),
            ),
            *limits,
        ),
        **given,
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


_RULES: dict[str, tuple[Any, ...]] = {"hold": (_begun,), "archive": (tasks_done,)}
_EFFECTS: dict[str, tuple[Any, ...]] = {"minute": (steps.stamp("minuted_by"),)}
