"""App configuration."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class SelfGovernanceConfig(OfficeConfig):
    """The Community Self-governance Office."""

    code = "F"
    verbose_name = _("Community Self-governance Office")
