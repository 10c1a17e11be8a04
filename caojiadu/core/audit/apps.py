"""App configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who read, changed, exported or unmasked what, and why: append-only."""

    name = "caojiadu.core.audit"
    label = "audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        """Register permissions and the sealed table."""
        from caojiadu.core.audit import access, epoch  # noqa: F401

        post_migrate.connect(epoch.lift_new_tables, sender=self)
