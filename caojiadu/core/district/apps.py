"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictConfig(AppConfig):
    """What goes up to the district, its number there, and its reply."""

    name = "caojiadu.core.district"
    label = "district"
    verbose_name = _("District")
