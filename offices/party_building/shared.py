"""What several functions need: the office's name in permissions, events on the public page."""

from typing import Any

from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.event import States, joined_by_residents
from caojiadu.core.workflow import Transition
from caojiadu.core.workflow.parts import OPEN

LABEL = "office_party_building"
TIMES = ("starts_at", "ends_at", "place", "places", "sign_up_until")


def publishing(model: str, own: States) -> tuple[Transition, ...]:
    """The steps with which the head puts an event on the public page, where residents sign up, and takes it off.

    The model has `close_…`.
    """
    matter, states = Matter(model), (own.open, own.held, own.recorded)
    return (
        matter.publish(*states, by_nobody_who=(OPEN,), fields=("title", "place")),
        matter.take_off(*states),
        *joined_by_residents(own.open),
    )


def where_public(own: States) -> dict[str, Any]:
    """Where a register of such events is public."""
    return {"shown_in": (own.open, own.held, own.recorded), "shown_since": "published_on"}
