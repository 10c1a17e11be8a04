"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who sign in, and the posts they hold from one day to another."""

    name = "caojiadu.core.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
