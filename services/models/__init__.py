"""Service items, what is known of each, and who comes when for which."""

from services.models.appointments import Appointment, BookingRules, Closure, OpeningHours, Weekday
from services.models.catalogue import Amount, Condition, Item, LifeEvent, Limit, Paper, Question

__all__ = [
    "Amount",
    "Appointment",
    "BookingRules",
    "Closure",
    "Condition",
    "Item",
    "LifeEvent",
    "Limit",
    "OpeningHours",
    "Paper",
    "Question",
    "Weekday",
]
