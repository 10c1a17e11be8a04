"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictConfig(AppConfig):
    """What goes up to the district, its number there, and its reply."""

    name = "caojiadu.core.district"
    label = "district"
    verbose_name = _("District")

    def ready(self) -> None:
        """Make hooks, checks and texts known."""
        for module in ("checks", "messages", "providers"):
            import_module(f"{self.name}.{module}")
