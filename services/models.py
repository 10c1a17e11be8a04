"""Service items, what is known of each, who comes when for which, and the reception hall."""

from services.applications.models import Application, Given
from services.appointments.models import Appointment, BookingRules, Closure, OpeningHours, Weekday
from services.catalogue.models import (
    Amount,
    Blank,
    Condition,
    Cost,
    Item,
    ItemVersion,
    LifeEvent,
    Limit,
    Paper,
    Question,
    Step,
)
from services.hall.models import HallDay, HallRules, HallWindow, Ticket
from services.reviews.models import Review, Tally

__all__ = [
    "Amount",
    "Application",
    "Appointment",
    "Blank",
    "BookingRules",
    "Closure",
    "Condition",
    "Cost",
    "Given",
    "HallDay",
    "HallRules",
    "HallWindow",
    "Item",
    "ItemVersion",
    "LifeEvent",
    "Limit",
    "OpeningHours",
    "Paper",
    "Question",
    "Review",
    "Step",
    "Tally",
    "Ticket",
    "Weekday",
]
