"""What the calendar tells those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caojiadu.core.hooks import many

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from caojiadu.core.workdays.changes import Moved


@many
def calendar_changed(*, first: dt.date | None = None, last: dt.date | None = None) -> Sequence[Moved] | None:
    """Count again every last day that the changed days touch, or all. Returns those that moved."""
