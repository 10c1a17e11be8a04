"""App configuration."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class ServiceConfig(OfficeConfig):
    """The Community Service Office."""

    code = "D"
    verbose_name = _("Community Service Office")
    pages: ClassVar[dict[str, str]] = {"life/": "life.urls"}

    def ready(self) -> None:
        """Answer when the core and the services ask."""
        super().ready()
        from offices.service import providers  # noqa: F401
        from offices.service.life import doors  # noqa: F401
        from offices.service.rolls import owed  # noqa: F401
