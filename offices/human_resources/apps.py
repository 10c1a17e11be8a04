"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HumanResourcesConfig(AppConfig):
    """Community Human Resources Office."""

    name = "offices.human_resources"
    label = "office_human_resources"
    verbose_name = _("Community Human Resources Office")
