"""Bookings: a thing that is open at certain hours, asked for, approved, used, given back; never booked twice."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.shapes.spans import next_free, open_spans
from caojiadu.core.workflow import Limit, State, Transition, Who, Workflow
from caojiadu.core.workflow.parts import OPEN

LONGEST = dt.timedelta(days=31)
ALREADY = gettext_lazy("Somebody was faster: it is booked for that time.")


class Bookable(Record):
    """Something that is lent by the hour: a room, a vehicle. Without hours it may be had at any time of the day."""

    class OpenOn(models.TextChoices):
        """On which days."""

        WORKING = "working", gettext_lazy("Working days")
        EVERY = "every", gettext_lazy("Every day")

    opens = models.TimeField(gettext_lazy("open from"), null=True, blank=True)
    closes = models.TimeField(gettext_lazy("open until"), null=True, blank=True)
    open_on = models.CharField(gettext_lazy("open on"), max_length=8, choices=OpenOn, default=OpenOn.WORKING)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Hours have both ends, the first before the last."""
        super().clean()
        if (self.opens is None) != (self.closes is None):
            raise ValidationError({"closes": _("Give both hours, or neither.")})
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValidationError({"closes": _("This lies before the opening.")})


class Booking(Case):
    """One booking. A kind adds the key to its thing (`related_name="bookings"`), names it in `thing`, and
    has `booked_once` among its constraints.

    It holds the thing from the moment it is asked for until it ends, so that nobody waits for what is gone.
    """

    thing: ClassVar[str]

    starts_at = models.DateTimeField(pgettext_lazy("booking", "from"))
    ends_at = models.DateTimeField(pgettext_lazy("booking", "until"))
    asked_by = models.ForeignKey(
        "organisation.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("for which office"),
        help_text=gettext_lazy("Empty: your own."),
    )
    holds = models.BooleanField(default=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Wait for whoever books the same thing at this moment: two at once would wait for each other for ever."""
        if self._state.adding:
            hold_still(getattr(self, f"{self.thing}_id"))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The thing is open then, and free; otherwise the message names when it is free next."""
        super().clean()
        thing = getattr(self, self.thing, None)
        if thing is None or not (self.starts_at and self.ends_at) or self._stands():
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("This lies before the beginning.")})
        if self.ends_at - self.starts_at > LONGEST:
            raise ValidationError({"ends_at": _("No booking is longer than %(n)d days.") % {"n": LONGEST.days}})
        if self.starts_at < timezone.now():
            raise ValidationError({"starts_at": _("This moment has passed.")})
        first = timezone.localdate(self.starts_at)
        days = (timezone.localdate(self.ends_at) - first).days + 1
        if not any(span.holds(self.starts_at, self.ends_at) for span in open_spans(thing, first, days)):
            raise ValidationError({"starts_at": self._not_then(thing, _("It is not open then."))})
        taken = thing.bookings.filter(holds=True, starts_at__lt=self.ends_at, ends_at__gt=self.starts_at)
        if taken.exclude(pk=self.pk).exists():
            raise ValidationError({"starts_at": self._not_then(thing, _("It is booked then."))})

    def _not_then(self, thing: Any, why: str) -> str:
        free = next_free(thing, self.starts_at, self.ends_at - self.starts_at, but=self.pk)
        if free is None:
            return _("%(why)s It is not free for so long within the next month.") % {"why": why}
        moment = date_format(timezone.localtime(free), "DATETIME_FORMAT")
        return _("%(why)s Free for so long next: %(moment)s.") % {"why": why, "moment": moment}

    def _stands(self) -> bool:
        """Whether the times are those that were agreed on before: nobody asks again whether they hold."""
        if self.pk is None:
            return False
        same = {self.thing: getattr(self, f"{self.thing}_id"), "starts_at": self.starts_at, "ends_at": self.ends_at}
        return type(self).objects.filter(pk=self.pk, **same).exists()


def hold_still(thing: int) -> None:
    """Lock a thing until the transaction ends, so that one booking after the other is written."""
    Record.objects.select_for_update(no_key=True).filter(pk=thing).first()


def booked_once(thing: str, name: str) -> ExclusionConstraint:
    """The constraint: nothing is booked twice for the same time, whoever asks at the same moment.

    A range of keys from itself to itself needs no extension of PostgreSQL, as an equality in GiST would.
    """
    same = models.Func(models.F(thing), models.F(thing), models.Value("[]"), function="int8range")
    then = models.Func(models.F("starts_at"), models.F("ends_at"), function="tstzrange")
    return ExclusionConstraint(
        name=name,
        expressions=[(same, RangeOperators.OVERLAPS), (then, RangeOperators.OVERLAPS)],
        condition=models.Q(holds=True),
        violation_error_message=ALREADY,
    )


@dataclass(frozen=True)
class States:
    """Where a booking of one kind stands."""

    requested: State
    approved: State
    used: State
    ended: State
    missed: State
    cancelled: State
    refused: State


def states(stem: str, **labels: Any) -> States:
    """The states of one kind of booking, their keys begun with `stem`; `labels` say some of them otherwise."""
    said = {
        "requested": gettext_lazy("Asked for"),
        "approved": gettext_lazy("Approved"),
        "used": gettext_lazy("In use"),
        "ended": gettext_lazy("Given back"),
        "missed": gettext_lazy("Not used"),
        "cancelled": gettext_lazy("Cancelled"),
        "refused": gettext_lazy("Refused"),
    } | labels
    rests = ("ended", "missed", "cancelled", "refused")
    made = {
        key: State(f"{stem}_{key}", label, final=key in rests, tone="done" if key in rests else "wait")
        for key, label in said.items()
    }
    return States(**made)


def workflow(
    own: States,
    *,
    model: str,
    asks: Mapping[str, tuple[str, ...]] | None = None,
    more: tuple[Transition, ...] = (),
    **given: Any,
) -> Workflow:
    """The workflow of one kind of booking, to be registered.

    `asks` adds fields to the moves "approve", "hand_over", "give_back"; `more` are moves of its own. The model has the
    permission `handle_…`; whoever may add one may also cancel it and ask for another time.
    """
    app, _dot, name = model.lower().partition(".")
    keeper: dict[str, Any] = {"needs": f"{app}.handle_{name}", "who": (Who.LEAD,)}
    asker: dict[str, Any] = {"needs": f"{app}.add_{name}", "who": (Who.LEAD, Who.CO)}
    asked = asks or {}
    waiting = (own.requested, own.approved)
    return Workflow(
        model=model,
        initial=own.requested,
        open_told=gettext_lazy("Asked for"),
        open_effects=(steps.for_own_office, steps.share_with("asked_by")),
        transitions=(
            Transition(
                "approve",
                gettext_lazy("Approve"),
                (own.requested,),
                own.approved,
                **keeper,
                fields=asked.get("approve", ()),
                when=(steps.not_by("opened_by"),),
                main=True,
            ),
            Transition(
                "refuse",
                gettext_lazy("Refuse"),
                (own.requested,),
                own.refused,
                **keeper,
                asks=("reason",),
                effects=(_let_go,),
                danger=True,
            ),
            Transition(
                "hand_over",
                gettext_lazy("Hand over"),
                (own.approved,),
                own.used,
                **keeper,
                fields=asked.get("hand_over", ()),
                main=True,
            ),
            Transition(
                "give_back",
                gettext_lazy("Given back"),
                (own.used,),
                own.ended,
                **keeper,
                fields=asked.get("give_back", ()),
                asks=("note",) if not asked.get("give_back") else (),
                effects=(_let_go,),
                main=True,
            ),
            Transition(
                "no_show",
                gettext_lazy("Nobody came"),
                (own.approved,),
                own.missed,
                **keeper,
                guards=(_begun,),
                effects=(_let_go,),
            ),
            Transition(
                "other_time",
                gettext_lazy("Ask for another time"),
                waiting,
                own.requested,
                **asker,
                fields=("starts_at", "ends_at"),
                guards=(_one_at_a_time,),
                hint=gettext_lazy("It is approved anew."),
            ),
            Transition(
                "cancel",
                gettext_lazy("Cancel"),
                waiting,
                own.cancelled,
                **asker,
                asks=("reason",),
                effects=(_let_go,),
                danger=True,
            ),
            *more,
            steps.assign(keeper["needs"], own.requested, own.approved, own.used),
            steps.note(keeper["needs"], own.requested, own.approved, own.used),
            steps.late(own.requested, own.approved, own.used),
        ),
        limits=(
            _limit(
                "approval", gettext_lazy("Approve or refuse"), (OPEN, "other_time"), ("approve", "refuse", "cancel")
            ),
            _limit(
                "begin",
                gettext_lazy("Beginning of the booking"),
                ("approve",),
                ("hand_over", "no_show", "other_time", "cancel"),
                until="starts_at",
            ),
            _limit(
                "give_back",
                gettext_lazy("End of the booking"),
                ("hand_over",),
                ("give_back", "other_time"),
                until="ends_at",
            ),
        ),
        **given,
    )


def _limit(key: str, label: Any, starts: tuple[str, ...], met_by: tuple[str, ...], until: str = "") -> Limit:
    return Limit(
        key,
        label,
        0 if until else 1,
        gettext_lazy("The time that was booked") if until else gettext_lazy("The office's own norm"),
        until=until,
        working=not until,
        starts=starts,
        met_by=met_by,
        on_breach="late",
        legal=False,
        warn=(),
    )


def _begun(moving: Moving) -> None:
    if moving.case.starts_at > moving.now:
        raise Refused(_("The booking has not begun."))


def _one_at_a_time(moving: Moving) -> None:
    hold_still(getattr(moving.case, f"{moving.case.thing}_id"))


def _let_go(moving: Moving) -> None:
    moving.change(holds=False)
