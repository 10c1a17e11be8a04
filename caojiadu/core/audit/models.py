"""Who read, changed, exported or unmasked what, and why: append-only."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.audit.order import TransactionId


class Entry(models.Model):
    """One thing somebody did or saw. Carries keys, never the words of a case."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    action = models.CharField(_("action"), max_length=40)
    actor_user_id = models.BigIntegerField(_("user (number)"), null=True, blank=True)
    actor_label = models.CharField(_("who"), max_length=150, blank=True)
    office_id = models.BigIntegerField(_("office (number)"), null=True, blank=True)
    subject_type = models.CharField(_("kind of record"), max_length=60)
    subject_key = models.CharField(_("number or key"), max_length=100)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    ip = models.GenericIPAddressField(_("IP address"), null=True, blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)
    xid = models.BigIntegerField(db_default=TransactionId(), editable=False)
    mac = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("xid", "id"), name="audit_entry_sealing"),
            models.Index(fields=("subject_type", "subject_key", "-id"), name="audit_entry_subject"),
            models.Index(fields=("actor_user_id", "-id"), name="audit_entry_actor"),
            models.Index(fields=("at",), name="audit_entry_at"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_key}"


class ConfidentialEntry(Entry):
    """An entry about a report against somebody, which the list of all entries leaves out."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("read of a report against somebody")
        verbose_name_plural = _("reads of reports against people")


class Seal(models.Model):
    """One link of the chain over an append-only table: it covers every row with from_xid <= xid < before_xid."""

    table = models.CharField(max_length=63)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    from_xid = models.BigIntegerField()
    before_xid = models.BigIntegerField()
    rows = models.PositiveBigIntegerField()
    rows_digest = models.CharField(max_length=64)
    head = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ("table", "number")
        constraints = (models.UniqueConstraint(fields=("table", "number"), name="audit_seal_one_chain"),)

    def __str__(self) -> str:
        return f"{self.table} {self.number}"
