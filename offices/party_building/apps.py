"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartyBuildingConfig(AppConfig):
    """Community Party Building Office."""

    name = "offices.party_building"
    label = "office_party_building"
    verbose_name = _("Community Party Building Office")
