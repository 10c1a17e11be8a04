"""What the services ask and tell the offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.hooks import at_most_one, many

if TYPE_CHECKING:
    import datetime as dt

    from caojiadu.core.cases.models import Case
    from services.posted import Posting


@at_most_one
def named_bad_review(*, resident: Any, title: str, worst: bool, said: str) -> Case:
    """Open a matter for a bad review under a name. Returns the matter."""


@at_most_one
def bad_reviews_since(since: dt.date) -> dict[str, int]:
    """How many bad reviews came under a name from a day on, and how far they were followed up."""


@at_most_one
def hall_day_counted(day: dt.date, user: Any = None) -> object:
    """Enter the figures of a day of the hall, or bring them up to date."""


@many
def posted_now() -> list[Posting]:
    """What is posted for the public: matters in the posted state, and what one of them is about with its outcome."""
