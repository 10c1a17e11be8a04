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
from caojiadu.core.cases.models.clock import UNENDED, Clock, ClockStop, LimitRule
from caojiadu.core.cases.models.event import CaseEvent, EventWords
from caojiadu.core.cases.models.figures import FigureCount
from caojiadu.core.cases.models.link import CaseLink
from caojiadu.core.cases.models.open_count import DecidingState, OpenCount

__all__ = [
    "FAR",
    "TO_REGISTER",
    "UNENDED",
    "Assignment",
    "Bar",
    "Case",
    "CaseEvent",
    "CaseGroupObjectPermission",
    "CaseLink",
    "CaseSearch",
    "CaseUserObjectPermission",
    "Category",
    "Channel",
    "Clock",
    "ClockStop",
    "Confidentiality",
    "DecidingState",
    "EventWords",
    "FigureCount",
    "LimitRule",
    "OpenCount",
    "Series",
    "Task",
    "Waiting",
]
