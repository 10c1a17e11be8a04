"""What happened to a case: append-only rows that history, notices and the seal all read."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.audit.order import TransactionId
from caojiadu.core.cases.models.case import Case


class CaseEvent(models.Model):
    """One move, read-only for ever. It carries keys only; words that people wrote lie in EventWords."""

    class ActorKind(models.TextChoices):
        """Who acted."""

        STAFF = "staff", _("staff")
        RESIDENT = "resident", _("resident")
        TIMER = "timer", _("the portal")
        DISTRICT = "district", _("the district")
        LINK = "link", _("by a link that was sent")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    move = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    actor_user_id = models.BigIntegerField(null=True)
    actor_office_id = models.BigIntegerField(null=True)
    source = models.CharField(max_length=32)
    target = models.CharField(max_length=32)
    public = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    words_digest = models.CharField(max_length=64, blank=True)
    xid = models.BigIntegerField(db_default=TransactionId(), editable=False)
    mac = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("id",)
        indexes = (
            models.Index(fields=("case", "id"), name="event_case"),
            models.Index(fields=("xid", "id"), name="event_sealing"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.move}"


class EventWords(models.Model):
    """The words of an event, which can be shredded without breaking the seal over their salted digest."""

    event = models.OneToOneField(CaseEvent, models.CASCADE, primary_key=True, related_name="words")
    salt = models.CharField(max_length=32)
    text = models.JSONField()

    class Meta:
        verbose_name = _("words of an event")
        verbose_name_plural = _("words of events")

    def __str__(self) -> str:
        return str(self.event_id)
