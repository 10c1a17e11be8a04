"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Backup and restore, health, and calling whoever looks after the portal."""

    name = "caojiadu.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Register permissions and whom the portal calls."""
        from caojiadu.operations import access, calling  # noqa: F401
