"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkdaysConfig(AppConfig):
    """Working days, holidays and make-up days; deadline arithmetic that explains itself."""

    name = "caojiadu.core.workdays"
    label = "workdays"
    verbose_name = _("Calendar of working days")

    def ready(self) -> None:
        """Register what this app provides to the hooks."""
        for module in ("access", "changes"):
            import_module(f"{self.name}.{module}")
