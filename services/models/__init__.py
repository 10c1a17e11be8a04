"""Service items, what is known of each, and who comes when for which."""

from services.models.appointments import Appointment, BookingRules, Closure, OpeningHours, Weekday
from services.models.catalogue import Amount, Condition, Item, LifeEvent, Limit, Paper, Question
from services.models.judging import Review, Tally

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
    "Review",
    "Tally",
    "Weekday",
]
