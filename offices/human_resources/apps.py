"""App configuration."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class HumanResourcesConfig(OfficeConfig):
    """The Community Human Resources Office."""

    code = "G"
    verbose_name = _("Community Human Resources Office")

    def ready(self) -> None:
        """Take in the registers, and the page beside them."""
        super().ready()
        from offices.human_resources import providers  # noqa: F401
