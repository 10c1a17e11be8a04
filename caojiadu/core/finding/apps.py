"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    """The search of the residents' pages."""

    name = "caojiadu.core.finding"
    label = "finding"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Make known what answers to hooks."""
        for name in ("providers", "unanswered"):
            import_module(f"{self.name}.{name}")
