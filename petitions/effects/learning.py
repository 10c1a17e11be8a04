"""Keeping whether a clerk took what was suggested."""

from collections.abc import Callable

from caojiadu.core.cases.moves import Moving
from petitions.learning.hints import note_choice


def measured(subject: str) -> Callable[[Moving], None]:
    """An effect that keeps whether the suggestion for a field was taken."""

    def keep(moving: Moving) -> None:
        note_choice(moving, subject)

    return keep
