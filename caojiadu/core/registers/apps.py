"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """The registers of the offices."""

    name = "caojiadu.core.registers"
    label = "registers"
    verbose_name = _("Registers")

    def ready(self) -> None:
        """Register checks and callables."""
        from caojiadu.core.registers import checks, office_tasks, plan, providers  # noqa: F401
        from caojiadu.core.registers.views import findable, rooms_mine  # noqa: F401
