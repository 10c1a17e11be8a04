"""What a kind of matter adds to the common pages, asked for through the registry."""

from dataclasses import dataclass, field
from typing import Any

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_of
from caojiadu.core.desk import hooks


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


def concrete(case: Case) -> Any:
    """The case in its own kind."""
    return model_of(case.workflow).objects.get(pk=case.pk)


def panels_for(case: Any, user: Any) -> list[Panel]:
    """The kind's own parts of the detail page (what was written, the answer, ...), then those that many kinds share."""
    own = hooks.panels(case.kind, case, user) or []
    return [*own, *(panel for panels in hooks.case_panels(case, user) for panel in panels)]


def panels_beside(case: Any, key: str, user: Any) -> list[Panel]:
    """What helps to make a move, such as the draft that is to be released; then what many kinds share."""
    own = hooks.beside(case.kind, case, key, user) or []
    return [*own, *(panel for panels in hooks.case_beside(case, key, user) for panel in panels)]


def banners_for(user: Any) -> list[Panel]:
    """What must be seen on every page of the desk until it is done, such as an urgent report to acknowledge."""
    return [panel for panels in hooks.desk_banners(user) for panel in panels]


def blocks_for(user: Any) -> list[Panel]:
    """What stands above the first queue: what a leader has to know of."""
    return [panel for panels in hooks.desk_blocks(user) for panel in panels]


def rail_links(user: Any) -> list[dict[str, Any]]:
    """Further pages of the desk: registers of offices, the entry of calls; `rows` are what is counted there."""
    return [link for links in hooks.desk_links(user) for link in links]
