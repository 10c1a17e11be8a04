"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElsewhereConfig(AppConfig):
    """Matters whose system of record is another system."""

    name = "caojiadu.core.external_systems"
    label = "external_systems"
    verbose_name = _("Other systems of record")

    def ready(self) -> None:
        """Make hooks and checks known."""
        for module in ("checks", "providers"):
            import_module(f"{self.name}.{module}")
