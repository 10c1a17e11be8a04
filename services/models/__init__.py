"""Service items, what is known of each, who comes when for which, and the reception hall."""

from services.models.applied import Application, Given, ItemVersion
from services.models.appointments import Appointment, BookingRules, Closure, OpeningHours, Weekday
from services.models.blanks import Blank
from services.models.catalogue import Amount, Condition, Item, LifeEvent, Limit, Paper, Question
from services.models.hall import HallDay, HallRules, HallWindow, Ticket
from services.models.judging import Review, Tally

__all__ = [
    "Amount",
    "Application",
    "Appointment",
    "Blank",
    "BookingRules",
    "Closure",
    "Condition",
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
    "Tally",
    "Ticket",
    "Weekday",
]
