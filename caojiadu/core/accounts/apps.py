"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who sign in, and the posts they hold from one day to another."""

    name = "caojiadu.core.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Register what answers to hooks, and the checks."""
        for module in ("approvals", "groups", "permissions", "checks"):
            import_module(f"{self.name}.{module}")
