"""What happened to entries."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.audit.order import TransactionId
from caojiadu.core.registers.models.entries import Record


class RecordEvent(models.Model):
    """What somebody did to an entry: append-only, under seal. Choices, days and numbers stand here, words beside it."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=20)
    actor_user_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    words_digest = models.CharField(max_length=64, blank=True, default="")
    xid = models.BigIntegerField(db_default=TransactionId(), editable=False)
    mac = models.CharField(max_length=64, editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("event of an entry")
        verbose_name_plural = _("events of entries")
        ordering = ("id",)
        indexes = (models.Index(fields=("xid", "id"), name="record_event_sealing"),)

    def __str__(self) -> str:
        return f"{self.record_id} {self.action}"


class RecordWords(models.Model):
    """The words an entry had before a change; they can be shredded, and the seal over their digest still holds."""

    event = models.OneToOneField(RecordEvent, models.CASCADE, primary_key=True, related_name="words")
    salt = models.CharField(max_length=32)
    text = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        verbose_name = _("words of an event")
        verbose_name_plural = _("words of events")

    def __str__(self) -> str:
        return str(self.event_id)
