"""What the pages of residents ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.hooks import many

if TYPE_CHECKING:
    from caojiadu.core.community.models import Relative


@many
def home_doors() -> list[dict[str, Any]]:
    """Further doors on the first page: url, icon, label, hint."""


@many
def home_news() -> list[dict[str, Any]]:
    """The newest notices, for the first page."""


@many
def public_registers() -> dict[str, list[dict[str, Any]]]:
    """What the public may read of each function, by its code: url, label."""


@many
def my_items(user: Any, mark: str) -> tuple[list[dict[str, Any]], bool]:
    """A page of what a resident has with us, the newest first, after a mark; and whether there is more.

    Each with key (of the row), title, url, number, state, tone, when (it was made), and where they apply due_at,
    takes_place (day and time, in words) and needs_me (a sentence: what we wait for from this person).
    """


@many
def my_needs(user: Any) -> list[dict[str, Any]]:
    """What waits for a resident, of any age, as in `my_items`."""


@many
def my_news(user: Any) -> list[dict[str, Any]]:
    """The news that a resident asked for."""


@many
def items_of_relative(user: Any, relative: Relative, mark: str) -> tuple[list[dict[str, Any]], bool]:
    """`my_items` of somebody for whom the account acts: what the consent names."""


@many
def needs_of_relative(user: Any, relative: Relative) -> list[dict[str, Any]]:
    """`my_needs` of somebody for whom the account acts."""


@many
def at_the_window(user: Any) -> list[dict[str, Any]]:
    """Where a clerk does for others what residents do on a page of their own: url, label."""
