"""What several functions of the office need: its name in permissions, and how its events come to the public page."""

from typing import Any

from caojiadu.core.registers import steps
from caojiadu.core.registers.shapes.event import States
from caojiadu.core.registers.shapes.kinds import Kind
from caojiadu.core.workflow.parts import OPEN

LABEL = "office_party_building"
TIMES = ("starts_at", "ends_at", "place", "places", "sign_up_until")


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
