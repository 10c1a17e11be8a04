"""App configuration. The last of the installed apps: it looks whether all hooks are answered as declared."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

from caojiadu.core.hooks import close, faults


class HooksConfig(AppConfig):
    name = "caojiadu.core.hooks"

    def ready(self) -> None:
        """Read what every app declares. Raises ImproperlyConfigured where an answer does not fit."""
        autodiscover_modules("hooks")
        close()
        if found := faults():
            raise ImproperlyConfigured("; ".join(found))
