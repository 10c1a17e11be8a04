"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    """Letters and calls."""

    name = "petitions"
    verbose_name = _("Letters and calls")
