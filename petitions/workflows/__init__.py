"""The three kinds of letters and calls."""

from petitions.workflows import kinds, urgent  # noqa: F401
from petitions.workflows.states import ACCUSATION, APPEAL, SUGGESTION

__all__ = ["ACCUSATION", "APPEAL", "SUGGESTION"]
