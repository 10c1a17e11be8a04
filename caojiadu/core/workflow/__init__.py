"""The workflow engine: pure Python, no Django, nothing of ours. A kind of matter is declared as data."""

from caojiadu.core.workflow.parts import (
    By,
    Effect,
    Limit,
    Notify,
    Purpose,
    Record,
    State,
    Stop,
    System,
    Text,
    Transition,
    Who,
)
from caojiadu.core.workflow.workflow import (
    Workflow,
    WorkflowError,
    all_kinds,
    all_workflows,
    find,
    is_registered,
    register,
)

__all__ = [
    "By",
    "Effect",
    "Limit",
    "Notify",
    "Purpose",
    "Record",
    "State",
    "Stop",
    "System",
    "Text",
    "Transition",
    "Who",
    "Workflow",
    "WorkflowError",
    "all_kinds",
    "all_workflows",
    "find",
    "is_registered",
    "register",
]
