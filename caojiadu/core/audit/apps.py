"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who read, changed, exported or unmasked what, and why: append-only."""

    name = "caojiadu.core.audit"
    label = "audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        """Register permissions and the sealed table."""
        from caojiadu.core.audit import access, sealed  # noqa: F401
