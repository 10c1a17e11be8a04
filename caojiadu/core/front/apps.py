"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    """The residents' frame: home, about, mine."""

    name = "caojiadu.core.front"
    label = "front"
    verbose_name = _("Front")

    def ready(self) -> None:
        """Make the check known, and what each line of the log says of its request."""
        from caojiadu.core.front import checks, findable, middleware  # noqa: F401
