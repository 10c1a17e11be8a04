"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """Residents, one row a person."""

    name = "caojiadu.core.community"
    label = "community"
    verbose_name = _("Community")

    def ready(self) -> None:
        """Register what answers to hooks."""
        import_module(f"{self.name}.permissions")
