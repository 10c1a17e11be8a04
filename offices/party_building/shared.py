"""What several functions of the office need: its name in permissions, and events that everybody may read of."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.shapes.event import Event, States
from caojiadu.core.registers.shapes.kinds import Kind
from caojiadu.core.workflow.parts import OPEN

LABEL = "office_party_building"
TIMES = ("starts_at", "ends_at", "place", "places", "sign_up_until")


class PublicEvent(Event):
    """An event that stands on the public page once somebody else has reviewed its words for secrecy."""

    published_on = models.DateField(_("published on"), null=True, editable=False)

    class Meta:
        abstract = True


def publishing(model: str, own: States) -> tuple[Any, ...]:
    """The steps with which the head puts an event on the public page and takes it off; the model has `close_…`."""
    needs, states = Kind(model).may("close"), (own.open, own.held, own.recorded)
    return (
        steps.publish(needs, *states, by_nobody_who=(OPEN,), fields=("title", "place")),
        steps.take_off(needs, *states),
    )


def seen(own: States) -> dict[str, Any]:
    """Where a register of such events is public."""
    return {"shown_in": (own.open, own.held, own.recorded), "shown_since": "published_on"}
