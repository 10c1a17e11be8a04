"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ManagementConfig(AppConfig):
    """Community Management Office."""

    name = "offices.management"
    label = "office_management"
    verbose_name = _("Community Management Office")
