"""App configuration."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class PartyAdministrationConfig(OfficeConfig):
    """The Party and Administration Office."""

    code = "A"
    verbose_name = _("Party and Administration Office")
