"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The heart: cases, their clocks, assignments and events; moves.py is the one door."""

    name = "caojiadu.core.cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        """Answer the calls that come from below."""
        from caojiadu.core.cases import checks, providers  # noqa: F401
