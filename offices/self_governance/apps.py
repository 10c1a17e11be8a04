"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfGovernanceConfig(AppConfig):
    """Community Self-governance Office."""

    name = "offices.self_governance"
    label = "office_self_governance"
    verbose_name = _("Community Self-governance Office")
