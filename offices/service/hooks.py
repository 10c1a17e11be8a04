"""What the Service Office asks and tells the hall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caojiadu.core.hooks import at_most_one, many

if TYPE_CHECKING:
    import datetime as dt


@at_most_one
def hall_counted(day: dt.date) -> dict[str, int] | None:
    """What the hall counted on a day; None of a day without it."""


@many
def window_kept(*, entry: int, title: str, active: bool, first: bool) -> object:
    """An entry of the register of windows changed: have it in the hall."""
