"""The community cultural activity centre (H14): hours, rooms and bookings, closures, performances, courses.

Shanghai Provisions on Community Public Culture: basic services are free (art. 19); open daily, at least 56 hours a
week, longer on holidays, a closure announced seven days ahead (art. 18).
"""

import datetime as dt

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.booking import Bookable, Booking, booked_once
from caojiadu.core.registers.patterns.event import PublicEvent
from caojiadu.core.registers.patterns.free_times import Away, Span
from caojiadu.core.registers.patterns.room_events import InRoom
from caojiadu.core.registers.rules import Problems, in_order, no_personal, not_ahead, refuse

LEAST_HOURS = 56  # of opening in a week (art. 18)
AHEAD = 7  # calendar days before which a closure is announced (art. 18)


def hours_between(opens: dt.time | None, closes: dt.time | None) -> float:
    """Hours from one time of a day to another; none where one is missing or they lie the other way round."""
    if opens is None or closes is None or closes <= opens:
        return 0.0
    return (closes.hour * 60 + closes.minute - opens.hour * 60 - opens.minute) / 60


class CulturalCentre(Record):
    """A centre with its hours on weekdays, at weekends and on holidays, and the operator that runs it by contract."""

    address = models.CharField(_("address"), max_length=120)
    operator = models.CharField(_("operator under contract"), max_length=120, blank=True)
    contract_until = models.DateField(_("contract with the operator until"), null=True, blank=True)
    weekday_opens = models.TimeField(_("Monday to Friday from"))
    weekday_closes = models.TimeField(_("Monday to Friday until"))
    weekend_opens = models.TimeField(_("at weekends from"))
    weekend_closes = models.TimeField(_("at weekends until"))
    holiday_opens = models.TimeField(_("on holidays from"))
    holiday_closes = models.TimeField(_("on holidays until"))

    class Meta:
        verbose_name = _("cultural activity centre")
        verbose_name_plural = _("cultural activity centres")

    @property
    def weekly(self) -> float:
        """Hours of opening in an ordinary week."""
        weekday = hours_between(self.weekday_opens, self.weekday_closes)
        return 5 * weekday + 2 * hours_between(self.weekend_opens, self.weekend_closes)

    def clean(self) -> None:
        """Open every day, 56 hours a week at least, on holidays no shorter than on other days (art. 18)."""
        refuse(*(self._open(kind) for kind in ("weekday", "weekend", "holiday")), self._week(), self._holiday())

    def _hours(self, kind: str) -> float:
        return hours_between(getattr(self, f"{kind}_opens"), getattr(self, f"{kind}_closes"))

    def _open(self, kind: str) -> Problems:
        if self._hours(kind):
            return {}
        return {f"{kind}_closes": gettext("The centre is open every day: closing lies after opening (art. 18).")}

    def _week(self) -> Problems:
        if self.weekly >= LEAST_HOURS:
            return {}
        text = gettext("This makes %(n)s hours a week; at least %(least)s are owed (art. 18).")
        return {"weekday_closes": text % {"n": f"{self.weekly:g}", "least": LEAST_HOURS}}

    def _holiday(self) -> Problems:
        if self._hours("holiday") >= max(self._hours("weekday"), self._hours("weekend")):
            return {}
        return {"holiday_closes": gettext("On holidays it is open longer, not shorter (art. 18).")}


class CulturalRoom(Bookable):
    """A room of the centre: what it is for, for how many, whether using it is a basic service and free."""

    class Kind(models.TextChoices):
        THEATRE = "theatre", _("Theatre")
        REHEARSAL = "rehearsal", _("Rehearsal room")
        CLASSROOM = "classroom", _("Classroom")
        EXHIBITION = "exhibition", _("Exhibition room")
        READING = "reading", _("Reading room")
        SPORT = "sport", _("Exercise room")

    centre = models.ForeignKey(
        CulturalCentre, models.PROTECT, related_name="rooms", verbose_name=_("cultural activity centre")
    )
    kind = models.CharField(_("kind of room"), max_length=10, choices=Kind, db_index=True)
    seats = models.PositiveSmallIntegerField(_("seats"))
    basic = models.BooleanField(_("basic service, free for everybody"), default=True)
    fee = models.DecimalField(_("fee for an hour (yuan)"), max_digits=7, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("room of the centre")
        verbose_name_plural = _("rooms of the centre")

    @property
    def house(self) -> str:
        return self.centre.title

    @property
    def price(self) -> str:
        """Free, or so much for an hour."""
        return (
            gettext("%(fee)s yuan an hour") % {"fee": f"{self.fee.normalize():f}"}
            if self.fee
            else gettext("Free of charge")
        )

    def away(self, first: dt.date, last: dt.date) -> list[Away]:
        """While the centre is closed, and while it holds a performance in the room."""
        shut = self.centre.closures.filter(state__in=CulturalClosure.SHUT, since__lte=last, until__gte=first)
        held = CulturalPerformance.objects.filter(room=self.pk, closed_at=None)
        held = held.filter(starts_at__lt=Span.of(last).end, ends_at__gt=Span.of(first).start)
        return [
            *(Away.on_days(one.since, one.until, gettext("The centre is closed then.")) for one in shut),
            *(Away(one.starts_at, one.ends_at, gettext("The centre uses this room itself then.")) for one in held),
        ]

    def clean(self) -> None:
        """Nothing is charged for a basic service (art. 19)."""
        super().clean()
        wrong: Problems = {"fee": gettext("Less than nothing.")} if (self.fee or 0) < 0 else {}
        if self.basic and self.fee:
            wrong = {"fee": gettext("A basic service is free (art. 19).")}
        refuse(wrong)


class CulturalBooking(Booking):
    """A room of the centre for a team or a group of residents: confirmed, checked in, done, not used or cancelled."""

    thing = "room"

    room = models.ForeignKey(
        CulturalRoom,
        models.PROTECT,
        related_name="bookings",
        verbose_name=pgettext_lazy("cultural bookings", "room of the centre"),
    )
    group = models.CharField(_("team or group"), max_length=120)
    purpose = models.TextField(_("what they do there"))
    people = models.PositiveSmallIntegerField(_("how many people"))
    came = models.PositiveSmallIntegerField(_("people who came in"), null=True, blank=True)

    class Meta:
        verbose_name = _("booking of a room of the centre")
        verbose_name_plural = _("bookings of rooms of the centre")
        permissions = (("handle_culturalbooking", _("Lend rooms of the centre")),)
        constraints = (booked_once("room", "cultural_room_booked_once"),)

    def clean(self) -> None:
        """Everybody has a seat."""
        super().clean()
        refuse(self._seats())

    def _seats(self) -> Problems:
        if self.room_id and self.people is not None and self.people > self.room.seats and not self._stands():
            return {"people": gettext("This room seats %(n)d.") % {"n": self.room.seats}}
        return {}


class CulturalClosure(Case):
    """Days on which a centre is closed: planned, approved, announced seven days ahead, over (art. 18)."""

    SHUT = ("closure_approved", "closure_announced")

    class Reason(models.TextChoices):
        REPAIR = "repair", _("Repair")
        SAFETY = "safety", _("Safety, at once")
        EVENT = "event", _("Event that takes the whole house")
        OTHER = "other", _("Other")

    centre = models.ForeignKey(
        CulturalCentre, models.PROTECT, related_name="closures", verbose_name=_("cultural activity centre")
    )
    why = models.CharField(_("why it is closed"), max_length=6, choices=Reason)
    grounds = models.TextField(
        _("what the danger is"), blank=True, help_text=_("For a closure at once, which needs no seven days.")
    )
    since = models.DateField(_("closed from"))
    until = models.DateField(_("closed until"))
    instead = models.TextField(_("where people can go instead"))
    announce_by = models.DateField(_("to be announced by"), null=True, editable=False)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    announced_at = models.CharField(_("where it was announced"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("closure of the centre")
        verbose_name_plural = _("closures of the centre")
        permissions = (
            ("handle_culturalclosure", _("Announce closures of the centre")),
            ("close_culturalclosure", _("Approve closures of the centre")),
        )

    @property
    def last_day(self) -> dt.date:
        """The last day on which it can be announced."""
        return self.since if self.why == self.Reason.SAFETY else self.since - dt.timedelta(days=AHEAD)

    def clean(self) -> None:
        """It ends after it begins, and is announced seven days ahead, unless there is danger (art. 18).

        The words that everybody will read are typed once, and asked then.
        """
        typed = (self._danger(), no_personal(self, "title", "grounds", "instead")) if self._state.adding else ()
        days = (in_order(self, "since", "until"), not_ahead(self, "announced_on"))
        refuse(*days, self._in_time(), self._ahead(), *typed)

    @property
    def too_late(self) -> bool:
        """Whether it cannot be announced in time any more."""
        return self.why != self.Reason.SAFETY and self.last_day < timezone.localdate()

    def _in_time(self) -> Problems:
        if self.since is None or self.until is None:
            return {}
        if CulturalClosure.objects.filter(pk=self.pk, since=self.since, until=self.until).exists():
            return {}
        if self.until < timezone.localdate():
            return {"until": gettext("This day has passed.")}
        return (
            {"since": gettext("A closure is announced %(n)d days ahead (art. 18).") % {"n": AHEAD}}
            if self.too_late
            else {}
        )

    def _danger(self) -> Problems:
        if self.why != self.Reason.SAFETY or self.grounds:
            return {}
        return {"grounds": gettext("Whoever closes at once says what the danger is.")}

    def _ahead(self) -> Problems:
        if self.announced_on is None or self.since is None or self.why == self.Reason.SAFETY:
            return {}
        if self.announced_on <= self.last_day:
            return {}
        return {"announced_on": gettext("A closure is announced %(n)d days ahead (art. 18).") % {"n": AHEAD}}


class CulturalPerformance(InRoom, PublicEvent):
    """A performance or an open course in the centre, free where it is a basic service."""

    class Form(models.TextChoices):
        STAGE = "stage", _("Stage performance")
        CINEMA = "cinema", _("Film for residents")
        COURSE = "course", _("Open course")
        SHOW = "show", _("Exhibition in the centre")

    room = models.ForeignKey(
        CulturalRoom,
        models.PROTECT,
        related_name="performances",
        verbose_name=pgettext_lazy("cultural performances", "room of the centre"),
    )
    form = models.CharField(_("form of the event"), max_length=6, choices=Form, db_index=True)
    performed_by = models.CharField(_("performed by"), max_length=120)
    ticket = models.DecimalField(_("price of a ticket (yuan)"), max_digits=7, decimal_places=2, default=0)
    satisfied = models.PositiveSmallIntegerField(
        _("satisfied (%)"), null=True, blank=True, validators=(MaxValueValidator(100),)
    )

    class Meta:
        verbose_name = _("performance in the centre")
        verbose_name_plural = _("performances in the centre")
        permissions = (("handle_culturalperformance", _("Hold performances in the centre")),)

    def clean(self) -> None:
        """No more places than seats, nothing to pay where the use is a basic service (art. 19), and a free room.

        Seats and hours are asked while it lies ahead: a room that changed since holds up no record.
        """
        super().clean()
        refuse(self._places(), self._money(), self._shut(), self.room_taken(), no_personal(self, "performed_by"))

    def _places(self) -> Problems:
        ahead = self._state.adding or self.attended is None
        if ahead and self.room_id and self.places is not None and self.places > self.room.seats:
            return {"places": gettext("This room seats %(n)d.") % {"n": self.room.seats}}
        return {}

    def _money(self) -> Problems:
        if (self.ticket or 0) < 0:
            return {"ticket": gettext("Less than nothing.")}
        if self._state.adding and self.room_id and self.room.basic and self.ticket:
            return {"ticket": gettext("A basic service is free (art. 19).")}
        return {}

    def _shut(self) -> Problems:
        if not (self.room_id and self.starts_at and self.ends_at) or self.room_stands():
            return {}
        shut = CulturalClosure.objects.filter(centre=self.room.centre_id, state__in=CulturalClosure.SHUT)
        days = {"since__lte": timezone.localdate(self.ends_at), "until__gte": timezone.localdate(self.starts_at)}
        return {"starts_at": gettext("The centre is closed then.")} if shut.filter(**days).exists() else {}
