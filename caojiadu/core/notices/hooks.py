"""What messages ask and tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.hooks import at_most_one, many

if TYPE_CHECKING:
    from caojiadu.core.notices.models import Notice


@many
def closed_case_numbers(user: Any) -> list[str]:
    """Numbers of the cases from which somebody is kept out: messages about them are hidden."""


@at_most_one
def visible_case_numbers(user: Any, numbers: set[str]) -> set[str]:
    """Of these numbers, those of cases that the user may open."""


@many
def notice_delivered(notice: Notice) -> object:
    """The carrier says that a message arrived."""


@many
def notice_undeliverable(notice: Notice) -> object:
    """A message reached nobody: it was tried as often as it is."""


@at_most_one
def notice_endpoint(name: str) -> dict[str, str]:
    """Where a message to another system goes: url, key_id and secret. Nobody answers until there is such a system."""
