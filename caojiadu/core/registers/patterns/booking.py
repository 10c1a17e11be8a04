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
from caojiadu.core.cases.forms import refused_by_model
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.free_times import Away, next_free, open_spans
from caojiadu.core.registers.patterns.states import states_of
from caojiadu.core.workflow import State, Text, Transition, Who, Workflow
from caojiadu.core.workflow.parts import OPEN

LONGEST = dt.timedelta(days=31)
ALREADY = gettext_lazy("Somebody was faster: it is booked for that time.")


class Bookable(Record):
    """Something that is lent by the hour: a room, a vehicle. Without hours it may be had at any time of the day."""

    class OpenOn(models.TextChoices):
        WORKING = "working", gettext_lazy("Working days")
        EVERY = "every", gettext_lazy("Every day")

    opens = models.TimeField(gettext_lazy("open from"), null=True, blank=True)
    closes = models.TimeField(gettext_lazy("open until"), null=True, blank=True)
    open_on = models.CharField(gettext_lazy("open on"), max_length=8, choices=OpenOn, default=OpenOn.WORKING)

    # The bookings of such a thing name it by a field with this `related_name`.
    bookings: "models.QuerySet[Any]"

    class Meta:
        abstract = True

    @property
    def house(self) -> str:
        """The house in which it is, for what residents may have."""
        return ""

    @property
    def price(self) -> str:
        """What it costs, in words; empty where nobody says."""
        return ""

    def away(self, _first: dt.date, _last: dt.date) -> list[Away]:
        """When, from one day to another, it cannot be had though it is open: its house is closed, or needs it."""
        return []

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
        """Wait for whoever books the same thing at this moment: two at once would wait for each other for ever.

        Raises Refused where its house has taken it meanwhile; two bookings are kept apart by the constraint.
        """
        if self._state.adding:
            hold_still(getattr(self, f"{self.thing}_id"))
            if why := self._away(getattr(self, self.thing)):
                raise Refused(why)
        super().save(*args, **kwargs)

    @classmethod
    def of_residents(cls) -> dict[str, Any]:
        """What stands in a booking that a resident asks for, beside what the resident fills in."""
        return {}

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
        if why := self._why_not(thing):
            raise ValidationError({"starts_at": self._not_then(thing, why)})

    def _why_not(self, thing: Bookable) -> str:
        """Why it cannot be had then; empty where it can."""
        first, last = timezone.localdate(self.starts_at), timezone.localdate(self.ends_at)
        if not any(
            one.holds(self.starts_at, self.ends_at) for one in open_spans(thing, first, (last - first).days + 1)
        ):
            return _("It is not open then.")
        if why := self._away(thing):
            return why
        taken = thing.bookings.filter(holds=True, starts_at__lt=self.ends_at, ends_at__gt=self.starts_at)
        return _("It is booked then.") if taken.exclude(pk=self.pk).exists() else ""

    def _away(self, thing: Bookable) -> str:
        """Why its house does not give it then; empty where it does."""
        found = thing.away(timezone.localdate(self.starts_at), timezone.localdate(self.ends_at))
        return next((str(one.why) for one in found if one.start < self.ends_at and one.end > self.starts_at), "")

    def _not_then(self, thing: Bookable, why: str) -> str:
        free = next_free(thing, self.starts_at, self.ends_at - self.starts_at, but=self.pk)
        if free is None:
            return _("%(why)s It is not free for so long within the next month.") % {"why": why}
        moment = date_format(timezone.localtime(free), "DATETIME_FORMAT")
        return _("%(why)s Free for so long next: %(moment)s.") % {"why": why, "moment": moment}

    def _stands(self) -> bool:
        """Whether the times are those that were agreed on before: nobody asks again whether they hold."""
        if self.pk is None or not self.holds:
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
    called_off: State


def states(stem: str, **labels: Text) -> States:
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
    rests = states_of(stem, said, rests=("ended", "missed", "cancelled", "refused"))
    called_off = State(
        f"{stem}_called_off", gettext_lazy("Called off, another time is offered"), done=True, tone="soon"
    )
    return States(**rests, called_off=called_off)


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
    matter = Matter(model, fields=asks or {})
    held = (own.requested, own.approved, own.used)
    return Workflow(
        model=model,
        initial=own.requested,
        open_told=gettext_lazy("Asked for"),
        open_effects=(steps.for_own_office, steps.share_with("asked_by")),
        transitions=(
            *_by_the_keeper(own, matter),
            *_by_whoever_asked(own, matter),
            *more,
            *matter.usual(*held, with_papers=False),
        ),
        limits=_LIMITS,
        **given,
    )


def _by_the_keeper(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "approve",
            gettext_lazy("Approve"),
            own.requested,
            to=own.approved,
            when=(steps.not_by_whoever_made(OPEN, "other_time"),),
            main=True,
        ),
        matter.end("refuse", gettext_lazy("Refuse"), own.requested, to=own.refused, by=matter.lead, effects=(let_go,)),
        matter.step("hand_over", gettext_lazy("Hand over"), own.approved, to=own.used, main=True),
        matter.step(
            "give_back",
            gettext_lazy("Given back"),
            own.used,
            to=own.ended,
            asks=() if matter.fields.get("give_back") else ("note",),
            effects=(let_go,),
            main=True,
        ),
        matter.step(
            "no_show", gettext_lazy("Nobody came"), own.approved, to=own.missed, guards=(_begun,), effects=(let_go,)
        ),
    )


def _by_whoever_asked(own: States, matter: Matter) -> tuple[Transition, ...]:
    asker = matter.staff("add", Who.LEAD, Who.CO)
    return (
        matter.step(
            "other_time",
            gettext_lazy("Ask for another time"),
            own.requested,
            own.approved,
            to=own.requested,
            by=asker,
            fields=("starts_at", "ends_at"),
            guards=(one_at_a_time,),
            hint=gettext_lazy("It is approved anew."),
        ),
        matter.end(
            "cancel", gettext_lazy("Cancel"), own.requested, own.approved, to=own.cancelled, by=asker, effects=(let_go,)
        ),
    )


def _begun(moving: Moving) -> None:
    if moving.case.starts_at > moving.now:
        raise Refused(_("The booking has not begun."))


def one_at_a_time(moving: Moving) -> None:
    """A guard: whoever asks for another time of a thing waits for whoever takes it at this moment, and looks again."""
    hold_still(getattr(moving.case, f"{moving.case.thing}_id"))
    writes = moving.move.writes if moving.move else ()
    for problem in refused_by_model(moving.case, {name: moving.data[name] for name in writes}):
        raise Refused(" ".join(problem.messages))


def let_go(moving: Moving) -> None:
    """An effect: the thing is free again."""
    moving.change(holds=False)


_BOOKED = gettext_lazy("The time that was booked")
_LIMITS = (
    norm(
        "approval",
        gettext_lazy("Approve or refuse"),
        1,
        starts=(OPEN, "other_time"),
        met_by=("approve", "refuse", "cancel"),
        working=True,
        warn=(),
    ),
    on_day(
        "begin",
        gettext_lazy("Beginning of the booking"),
        "starts_at",
        _BOOKED,
        starts=("approve",),
        met_by=("hand_over", "no_show", "other_time", "cancel"),
        warn=(),
    ),
    on_day(
        "give_back",
        gettext_lazy("End of the booking"),
        "ends_at",
        _BOOKED,
        starts=("hand_over",),
        met_by=("give_back", "other_time"),
        warn=(),
    ),
)
