"""The three kinds of letters and calls."""

from petitions.workflows import digest, kinds, meetings, supervision, urgent  # noqa: F401
from petitions.workflows.states import ACCUSATION, APPEAL, SUGGESTION

__all__ = ["ACCUSATION", "APPEAL", "SUGGESTION"]
