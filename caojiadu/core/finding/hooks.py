"""What the search asks of those who have something to be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caojiadu.core.hooks import many

if TYPE_CHECKING:
    from caojiadu.core.finding.entries import Entry


@many
def findable() -> list[Entry]:
    """What the public may find, from code and from watched tables (`core/memory.py`). Kept until one changes."""


@many
def found_now(typed: str) -> list[Entry]:
    """What may be found and changes often, asked with each question: one statement, the newest few hundred rows."""
