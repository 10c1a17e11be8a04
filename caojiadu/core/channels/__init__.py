"""Senders without models: e-mail, SMS, signed HTTP."""
