"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What answers to hooks, in the order in which its links, rows and demonstrations come.
PROVIDERS = (
    "rights",
    "catalogue.checking",
    "catalogue.loading",
    "catalogue.search",
    "applications.access",
    "hall.demo",
    "appointments.demo",
    "appointments.messages",
    "applications.demo",
    "appointments.access",
    "applications.desk",
    "applications.documents",
    "applications.rules",
    "hall.figures",
    "hall.today",
    "reviews.desk_views",
    "relatives",
)


class ServicesConfig(AppConfig):
    """Services of the reception centre."""

    name = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        """Make the providers known."""
        for name in PROVIDERS:
            import_module(f"services.{name}")
