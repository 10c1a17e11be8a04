"""Every kind of matter that the portal knows."""

from caojiadu.core.workflow.workflow import Workflow, WorkflowError

_workflows: dict[str, Workflow] = {}


def register(workflow: Workflow) -> Workflow:
    """Keep a workflow under its key. Raises WorkflowError when another holds the key."""
    if _workflows.setdefault(workflow.key, workflow) is not workflow:
        raise WorkflowError(f"{workflow.key} is registered twice")
    return workflow


def find(key: str) -> Workflow:
    """The workflow of a kind. Raises LookupError for an unknown one."""
    try:
        return _workflows[key]
    except KeyError:
        raise LookupError(f"no kind of matter is called {key!r}") from None


def is_registered(key: str) -> bool:
    """Say whether a kind is known."""
    return key in _workflows


def all_workflows() -> list[Workflow]:
    """Every registered workflow, in the order of registration."""
    return list(_workflows.values())


def all_kinds() -> set[str]:
    """The keys of every registered workflow."""
    return set(_workflows)
