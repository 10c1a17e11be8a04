"""Senders without models: e-mail, SMS, signed HTTP."""

from caojiadu.core.channels.outcomes import ChannelError, Rejected, Retry, Sent, Uncertain

__all__ = ["ChannelError", "Rejected", "Retry", "Sent", "Uncertain"]
