"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Offices, responsibilities, functions, centres, district bodies and neighbourhoods."""

    name = "caojiadu.core.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        """Register the system checks and the permissions."""
        from . import access, checks  # noqa: F401
