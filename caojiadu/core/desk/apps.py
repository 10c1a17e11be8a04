"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The staff screens that every office reuses."""

    name = "caojiadu.core.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Answer the calls that come from below."""
        from caojiadu.core.desk import providers  # noqa: F401
