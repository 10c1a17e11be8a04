"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """Services of the reception centre."""

    name = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        """Make the providers known."""
        from services import demo, lists, providers, relatives  # noqa: F401
        from services.applying import demo as applied  # noqa: F401
        from services.applying import desk, issued, told, verbs  # noqa: F401
        from services.appointments import demo as booked  # noqa: F401
        from services.appointments import keeping, messages, mine  # noqa: F401
        from services.hall import figures, windows  # noqa: F401
        from services.judging import desk_views  # noqa: F401
