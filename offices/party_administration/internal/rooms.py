"""Rooms and vehicles that the office lends to all offices (A6)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.patterns.booking import Bookable, Booking, booked_once


class Room(Bookable):
    """A meeting room."""

    seats = models.PositiveSmallIntegerField(_("seats"))
    whereabouts = models.CharField(_("floor and number"), max_length=60)
    equipment = models.CharField(_("equipment"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("meeting room")
        verbose_name_plural = _("meeting rooms")


class RoomBooking(Booking):
    """A meeting room for some hours."""

    thing = "room"

    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings", verbose_name=_("room"))
    people = models.PositiveSmallIntegerField(_("how many people"))
    setting_up = models.CharField(_("what has to be set up"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("booking of a room")
        verbose_name_plural = _("bookings of rooms")
        permissions = (("handle_roombooking", _("Lend rooms")),)
        constraints = (booked_once("room", "room_booked_once"),)

    def clean(self) -> None:
        super().clean()
        if self.room_id and self.people is not None and self.people > self.room.seats:
            raise ValidationError({"people": _("The room has %(n)d seats.") % {"n": self.room.seats}})


class Vehicle(Bookable):
    """A vehicle of the office, with the days on which its papers lapse."""

    class Kind(models.TextChoices):
        CAR = "car", _("Car")
        VAN = "van", _("Van")
        WORK = "work", _("Working vehicle")

    kind = models.CharField(_("kind of vehicle"), max_length=4, choices=Kind, db_index=True)
    seats = models.PositiveSmallIntegerField(_("seats"))
    inspected_until = models.DateField(_("technical inspection until"), null=True, blank=True)
    insured_until = models.DateField(_("insured until"), null=True, blank=True)

    class Meta:
        verbose_name = _("vehicle")
        verbose_name_plural = _("vehicles")


class Trip(Booking):
    """A vehicle for one trip: where to, who drives, kilometres out and back."""

    thing = "vehicle"

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="bookings", verbose_name=_("vehicle"))
    destination = models.CharField(_("where to"), max_length=120)
    passengers = models.PositiveSmallIntegerField(_("passengers"))
    driver = models.CharField(_("driver"), max_length=60, blank=True)
    km_out = models.PositiveIntegerField(_("kilometres when it left"), null=True, blank=True)
    km_back = models.PositiveIntegerField(_("kilometres when it came back"), null=True, blank=True)

    class Meta:
        verbose_name = _("trip")
        verbose_name_plural = _("trips")
        permissions = (("handle_trip", _("Lend vehicles")),)
        constraints = (booked_once("vehicle", "vehicle_booked_once"),)

    def clean(self) -> None:
        """A vehicle with valid papers, not more people than seats beside the driver's, and no kilometres lost."""
        super().clean()
        if not self.vehicle_id:
            return
        if self.passengers is not None and self.passengers >= self.vehicle.seats:
            free = {"n": self.vehicle.seats - 1}
            raise ValidationError({"passengers": _("Beside the driver it has %(n)d seats.") % free})
        if self.km_out is not None and self.km_back is not None and self.km_back < self.km_out:
            raise ValidationError({"km_back": _("It left with more kilometres.")})
        if self._state.adding and self.ends_at:
            self._valid_then()

    def _valid_then(self) -> None:
        day = self.ends_at.date()
        lapsing = (self.vehicle.inspected_until, self.vehicle.insured_until)
        if any(until is not None and until < day for until in lapsing):
            raise ValidationError({"vehicle": _("Its inspection or insurance lapses before that day.")})
