"""The outbox: every message to a person, sent once."""

from caojiadu.core.notices.models.notice import Notice
from caojiadu.core.notices.models.pause import Pause
from caojiadu.core.notices.models.template import Template

__all__ = ["Notice", "Pause", "Template"]
