"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """Residents, households, organisations and places."""

    name = "caojiadu.core.community"
    label = "community"
    verbose_name = _("Community")
