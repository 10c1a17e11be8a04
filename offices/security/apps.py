"""App configuration."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class SecurityConfig(OfficeConfig):
    """The Community Security Office."""

    code = "E"
    verbose_name = _("Community Security Office")

    def ready(self) -> None:
        """Look every day at what no step tells of."""
        super().ready()
        from offices.security.residence import renewal  # noqa: F401
