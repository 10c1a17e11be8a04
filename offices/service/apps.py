"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    """Community Service Office."""

    name = "offices.service"
    label = "office_service"
    verbose_name = _("Community Service Office")
