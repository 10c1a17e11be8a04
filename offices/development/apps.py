"""App configuration."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class DevelopmentConfig(OfficeConfig):
    """The Community Development Office."""

    code = "H"
    verbose_name = _("Community Development Office")
