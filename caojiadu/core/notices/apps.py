"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """The outbox: every message to a person, sent once."""

    name = "caojiadu.core.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Make hooks, checks and texts known."""
        for module in ("approvals", "sign_in", "checks", "codes", "lists"):
            import_module(f"{self.name}.{module}")
