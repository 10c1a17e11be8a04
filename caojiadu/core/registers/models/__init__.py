"""Entries of registers, what happened to them, who keeps sensitive ones, sheets sent in; what shapes share."""

from caojiadu.core.registers.models.dates import RecordDate, ReminderRule
from caojiadu.core.registers.models.entries import Record
from caojiadu.core.registers.models.events import RecordEvent, RecordWords
from caojiadu.core.registers.models.keeping import CalendarKey, Keeper, KeptColumn, SheetIn
from caojiadu.core.registers.models.plan import OfficeTask, WorkItem
from caojiadu.core.registers.models.projects import Milestone, Spending
from caojiadu.core.registers.models.signups import SignUp

__all__ = [
    "CalendarKey",
    "Keeper",
    "KeptColumn",
    "Milestone",
    "OfficeTask",
    "Record",
    "RecordDate",
    "RecordEvent",
    "RecordWords",
    "ReminderRule",
    "SheetIn",
    "SignUp",
    "Spending",
    "WorkItem",
]
