"""What letters ask and tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.hooks import many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from petitions.letters.models import Petition


@many
def words_of_people(petition: Petition) -> Iterable[str]:
    """Words of a letter that name people: they are not published."""


@many
def demo(people: Mapping[str, Any]) -> object:
    """Make up entries for a demonstration, unless there are some; people by their sign-in name."""
