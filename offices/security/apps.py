"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecurityConfig(AppConfig):
    """Community Security Office."""

    name = "offices.security"
    label = "office_security"
    verbose_name = _("Community Security Office")
