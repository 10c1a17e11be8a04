"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevelopmentConfig(AppConfig):
    """Community Development Office."""

    name = "offices.development"
    label = "office_development"
    verbose_name = _("Community Development Office")
