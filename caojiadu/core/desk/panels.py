"""What a kind of matter adds to the common pages, asked for through the registry."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_of
from caojiadu.core.desk import hooks
from caojiadu.core.doors import RailLink


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


def concrete(case: Case) -> Any:
    """The case in its own kind."""
    return model_of(case.workflow).objects.get(pk=case.pk)


def panels_for(case: Any, user: Visitor) -> list[Panel]:
    """The kind's own parts of the detail page (what was written, the answer, ...), then those that many kinds share."""
    own = hooks.panels(case.kind, case, user) or []
    return [*own, *(panel for panels in hooks.case_panels(case, user) for panel in panels)]


def panels_beside(case: Any, key: str, user: Visitor) -> list[Panel]:
    """What helps to make a move, such as the draft that is to be released; then what many kinds share."""
    own = hooks.beside(case.kind, case, key, user) or []
    return [*own, *(panel for panels in hooks.case_beside(case, key, user) for panel in panels)]


def banners_for(user: Visitor) -> list[Panel]:
    """What must be seen on every page of the desk until it is done, such as an urgent report to acknowledge."""
    return [panel for panels in hooks.desk_banners(user) for panel in panels]


def calls_for(user: Visitor) -> list[QuerySet[Any]]:
    """The rows without which there is no banner."""
    return hooks.desk_calls(user)


def blocks_for(user: Visitor) -> list[Panel]:
    """What stands above today's work: what a leader has to know of."""
    return [panel for panels in hooks.desk_blocks(user) for panel in panels]


def rail_links(user: User) -> list[RailLink]:
    """Further pages of the desk: registers of offices, the entry of calls."""
    return [link for links in hooks.desk_links(user) for link in links]
