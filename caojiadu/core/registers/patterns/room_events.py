"""Events that the house itself holds in one of the rooms it lends: a room serves one purpose at a time."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.registers.patterns import booking
from caojiadu.core.registers.rules import Problems


class InRoom(models.Model):
    """Laid over a kind of event: its key `room` names a `Bookable`, and may be empty where the kind allows it."""

    thing = "room"
    room: Any
    room_id: int | None

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Wait for whoever takes the same room at this moment, and look once more. Raises Refused when it is gone."""
        if self._state.adding and self.room_id:
            booking.hold_still(self.room_id)
            for text in self.room_taken().values():
                raise Refused(text)
        super().save(*args, **kwargs)

    def room_taken(self: Any) -> Problems:
        """What is said where the room is booked, or another event is held in it; hours kept as they were stand."""
        if not (self.room_id and self.starts_at and self.ends_at) or self.room_stands():
            return {}
        then = {"starts_at__lt": self.ends_at, "ends_at__gt": self.starts_at}
        booked = self.room.bookings.filter(holds=True, **then)
        held = type(self).objects.filter(room=self.room_id, closed_at=None, **then).exclude(pk=self.pk)
        return {"starts_at": _("It is booked then.")} if booked.exists() or held.exists() else {}

    def room_stands(self: Any) -> bool:
        """Whether it keeps the room and the hours that were found free before."""
        same = {"room": self.room_id, "starts_at": self.starts_at, "ends_at": self.ends_at}
        return bool(type(self).objects.filter(pk=self.pk, **same).exists())
