"""The heart: cases, their clocks, assignments and events."""

from caojiadu.core.cases.models.access import (
    Bar,
    CaseGroupObjectPermission,
    CaseUserObjectPermission,
)
from caojiadu.core.cases.models.assignment import Assignment, Task
from caojiadu.core.cases.models.case import (
    FAR,
    TO_REGISTER,
    Case,
    CaseSearch,
    Category,
    Channel,
    Confidentiality,
    Series,
    Waiting,
)
from caojiadu.core.cases.models.clock import Clock, LimitRule
from caojiadu.core.cases.models.event import CaseEvent, EventWords

__all__ = [
    "FAR",
    "TO_REGISTER",
    "Assignment",
    "Bar",
    "Case",
    "CaseEvent",
    "CaseGroupObjectPermission",
    "CaseSearch",
    "CaseUserObjectPermission",
    "Category",
    "Channel",
    "Clock",
    "Confidentiality",
    "EventWords",
    "LimitRule",
    "Series",
    "Task",
    "Waiting",
]
