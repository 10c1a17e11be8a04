"""What became of a sending: done, worth another try, refused for good, or not known.

A reason is an English message id for `gettext`, with a technical detail after ": ". It never holds an address or the
message: outcomes are stored and shown to staff.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sent:
    """The channel took it; `foreign_id` is its own number for it, `reply` what it answered."""

    foreign_id: str = ""
    reply: dict[str, Any] = field(default_factory=dict)


class ChannelError(Exception):
    """The channel did not take it, or did not say so."""

    def __init__(self, reason: str, detail: object = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)


class Retry(ChannelError):
    """Certainly not sent; another try may succeed, after so many seconds where the channel named them."""

    def __init__(self, reason: str, detail: object = "", *, after: int | None = None) -> None:
        super().__init__(reason, detail)
        self.after = after


class Rejected(ChannelError):
    """Certainly not sent, and another try would be refused too."""


class Uncertain(ChannelError):
    """Cut off after the message was handed over, on a channel that cannot tell a repeat from a new one."""
