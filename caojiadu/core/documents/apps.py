"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Official papers of every office."""

    name = "caojiadu.core.documents"
    label = "documents"
    verbose_name = _("Official papers")

    def ready(self) -> None:
        """Answer the calls that come from below."""
        from caojiadu.core.documents import providers  # noqa: F401
