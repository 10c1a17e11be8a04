"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartyAdministrationConfig(AppConfig):
    """Party and Administration Office."""

    name = "offices.party_administration"
    label = "office_party_administration"
    verbose_name = _("Party and Administration Office")
