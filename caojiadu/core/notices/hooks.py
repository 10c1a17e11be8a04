"""What messages ask and tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.hooks import at_most_one, many, one

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caojiadu.core.notices.models import Notice


@many
def closed_case_numbers(user: Visitor) -> QuerySet[Any, Any]:
    """Numbers of the cases from which somebody is kept out, as a query: messages about them are hidden."""


@at_most_one
def visible_case_numbers(user: Visitor, numbers: set[str]) -> set[str]:
    """Of these numbers, those of cases that the user may open."""


@one
def confidential_numbers() -> QuerySet[Any, Any]:
    """The numbers of reports against people, as a query: no list of the outbox shows what was sent of them to whom."""


@many
def notice_delivered(notice: Notice) -> object:
    """The carrier says that a message arrived."""


@many
def notice_undeliverable(notice: Notice) -> object:
    """A message reached nobody: it was tried as often as it is."""


@at_most_one
def notice_endpoint(name: str) -> dict[str, str]:
    """Where a message to another system goes: url, key_id and secret. Nobody answers until there is such a system."""
