"""The community service centre for Party building (B14): rooms, bookings, activities, visitor counts."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.booking import Bookable, Booking, booked_once
from caojiadu.core.registers.patterns.counts import CountsOnly
from caojiadu.core.registers.patterns.event import PublicEvent
from caojiadu.core.registers.patterns.free_times import Away, Span
from caojiadu.core.registers.patterns.room_events import InRoom


class CentreRoom(Bookable):
    """A room of the centre that Party organisations, social organisations and residents may have."""

    class Use(models.TextChoices):
        HALL = "hall", _("Hall")
        CLASS = "class", _("Classroom")
        TALK = "talk", _("Room to talk in")
        SHOW = "show", _("Exhibition")

    use = models.CharField(_("what the room is for"), max_length=6, choices=Use, db_index=True)
    centre = models.CharField(_("centre or station"), max_length=120)
    seats = models.PositiveSmallIntegerField(_("seats"))
    equipment = models.CharField(_("equipment"), max_length=120, blank=True)
    step_free = models.BooleanField(_("step-free access"), default=True)

    class Meta:
        verbose_name = _("room of the centre")
        verbose_name_plural = _("rooms of the centre")

    @property
    def house(self) -> str:
        return self.centre

    def away(self, first: dt.date, last: dt.date) -> list[Away]:
        """While the centre has an activity of its own in the room."""
        held = self.activities.filter(closed_at=None, starts_at__lt=Span.of(last).end, ends_at__gt=Span.of(first).start)
        return [Away(one.starts_at, one.ends_at, gettext("The centre uses this room itself then.")) for one in held]


class CentreBooking(Booking):
    """A room of the centre for some hours (申请→确认→使用或爽约→办结)."""

    thing = "room"

    class UsedBy(models.TextChoices):
        PARTY = "party", _("Party organisation")
        SOCIAL = "social", _("Social organisation")
        UNIT = "unit", _("Company or unit")
        RESIDENTS = "residents", _("Group of residents")
        OFFICE = "office", _("Office of the sub-district")

    room = models.ForeignKey(CentreRoom, models.PROTECT, related_name="bookings", verbose_name=_("room of the centre"))
    used_by = models.CharField(
        pgettext_lazy("centre bookings", "who uses it"), max_length=10, choices=UsedBy, db_index=True
    )
    user_name = models.CharField(_("name of the organisation or group"), max_length=120)
    people = models.PositiveSmallIntegerField(_("how many people"))
    came = models.PositiveSmallIntegerField(_("how many people came"), null=True, blank=True)
    left_as = models.CharField(_("how it was left"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("booking of a room of the centre")
        verbose_name_plural = _("bookings of rooms of the centre")
        permissions = (("handle_centrebooking", _("Lend rooms of the centre")),)
        constraints = (booked_once("room", "centre_room_booked_once"),)

    @classmethod
    def of_residents(cls) -> dict[str, Any]:
        """Residents who book on the portal are a group of residents."""
        return {"used_by": cls.UsedBy.RESIDENTS}

    def clean(self) -> None:
        """Everybody has a seat; what was booked already stands, though there are fewer seats since."""
        super().clean()
        if self.room_id and self.people is not None and self.people > self.room.seats and not self._stands():
            rules.refuse({"people": gettext("The room has %(n)d seats.") % {"n": self.room.seats}})


class CentreActivity(InRoom, PublicEvent):
    """An activity at the centre."""

    class Sort(models.TextChoices):
        PARTY = "party", _("Party education")
        VISIT = "visit", _("Guided visit")
        SERVICE = "service", _("Services for people nearby")
        CULTURE = "culture", _("Culture and leisure")

    sort = models.CharField(_("sort of activity"), max_length=8, choices=Sort, db_index=True)
    run_by = models.CharField(_("who runs it"), max_length=120)
    room = models.ForeignKey(
        CentreRoom,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("room of the centre"),
    )
    young = models.PositiveSmallIntegerField(_("of them under 45"), null=True, blank=True)

    class Meta:
        verbose_name = _("activity at the centre")
        verbose_name_plural = _("activities at the centre")
        permissions = (
            ("handle_centreactivity", _("Hold activities at the centre")),
            ("close_centreactivity", _("Publish activities at the centre")),
        )

    def clean(self) -> None:
        """Everybody reads who runs it, too; its room, where it has one, is free."""
        super().clean()
        rules.refuse(self.room_taken(), rules.no_personal(self, "run_by"))


class VisitorCount(CountsOnly, Record):
    """How many people came to a centre on one day."""

    centre = models.CharField(_("centre or station"), max_length=120)
    counted_on = models.DateField(_("day counted"), db_index=True)
    visitors = models.PositiveIntegerField(_("visitors"))
    groups = models.PositiveIntegerField(_("groups among them"), default=0)
    helped = models.PositiveIntegerField(_("people advised"), default=0)
    closed_early = models.BooleanField(_("closed before the posted hour"), default=False)
    why_closed = models.CharField(_("why it was closed"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("count of visitors")
        verbose_name_plural = _("counts of visitors")

    def clean(self) -> None:
        """Once for each centre and day; whoever closes before the posted hour says why."""
        super().clean()
        there = VisitorCount.objects.filter(centre=self.centre, counted_on=self.counted_on, ended_on=None)
        twice = {"counted_on": gettext("This day was counted already.")} if there.exclude(pk=self.pk).exists() else {}
        why = {"why_closed": gettext("Say why.")} if self.closed_early and not self.why_closed else {}
        rules.refuse(rules.not_ahead(self, "counted_on"), rules.at_most(self, "helped", "visitors"), twice, why)
