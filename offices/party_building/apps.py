"""App configuration."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class PartyBuildingConfig(OfficeConfig):
    """The Community Party Building Office."""

    code = "B"
    verbose_name = _("Community Party Building Office")
