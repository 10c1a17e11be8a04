"""Senders without models: e-mail, SMS, signed HTTP."""

from caojiadu.core.channels.outcomes import ChannelError, Refused, Retry, Sent, Uncertain

__all__ = ["ChannelError", "Refused", "Retry", "Sent", "Uncertain"]
