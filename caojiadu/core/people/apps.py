"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """One person, one page."""

    name = "caojiadu.core.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Register what answers to hooks."""
        for module in ("demo", "providers"):
            import_module(f"{self.name}.{module}")
