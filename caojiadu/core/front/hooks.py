"""What the pages of residents ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caojiadu.core.hooks import many

if TYPE_CHECKING:
    from caojiadu.core.accounts.models import User, Visitor
    from caojiadu.core.community.models import Relative
    from caojiadu.core.doors import Door, Hall, Item, Items, Link, News, Told


@many
def home_doors() -> list[Door]:
    """Further doors on the first page."""


@many
def halls_today() -> list[Hall]:
    """The reception halls, for the first page; kept for a minute at most."""


@many
def told_today() -> list[Told]:
    """Closures and the like that touch these days, for the first page; kept for a minute at most."""


@many
def home_news() -> list[News]:
    """The newest notices, for the first page."""


@many
def public_registers() -> dict[str, list[Link]]:
    """What the public may read of each function, by its code."""


@many
def my_items(user: User, mark: str) -> Items:
    """A page of what a resident has with us, the newest first, after a mark; and whether there is more."""


@many
def my_needs(user: User) -> list[Item]:
    """What waits for a resident, of any age, as in `my_items`."""


@many
def my_news(user: User) -> list[News]:
    """The news that a resident asked for."""


@many
def items_of_relative(user: User, relative: Relative, mark: str) -> Items:
    """`my_items` of somebody for whom the account acts: what the consent names."""


@many
def needs_of_relative(user: User, relative: Relative) -> list[Item]:
    """`my_needs` of somebody for whom the account acts."""


@many
def at_the_window(user: Visitor) -> list[Link]:
    """Where a clerk does for others what residents do on a page of their own."""
