"""App configuration."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class ServiceConfig(OfficeConfig):
    """The Community Service Office."""

    code = "D"
    verbose_name = _("Community Service Office")

    def ready(self) -> None:
        """Answer when the core and the services ask."""
        super().ready()
        from offices.service import doors, owed, providers  # noqa: F401
