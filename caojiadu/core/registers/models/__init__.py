"""Entries of registers, what happened to them, who keeps sensitive ones, sheets sent in; plans and tasks of offices."""

from caojiadu.core.registers.models.dates import RecordDate, ReminderRule
from caojiadu.core.registers.models.entries import Record
from caojiadu.core.registers.models.events import RecordEvent, RecordWords
from caojiadu.core.registers.models.keeping import CalendarKey, Keeper, SheetIn
from caojiadu.core.registers.models.plan import OfficeTask, WorkItem

__all__ = [
    "CalendarKey",
    "Keeper",
    "OfficeTask",
    "Record",
    "RecordDate",
    "RecordEvent",
    "RecordWords",
    "ReminderRule",
    "SheetIn",
    "WorkItem",
]
