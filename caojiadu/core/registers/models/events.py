"""What happened to entries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.audit.sealed import Event, Words, sealed_table
from caojiadu.core.registers.models.entries import Record


class RecordEvent(Event):
    """What somebody did to an entry, with what stood there before."""

    seal = sealed_table(
        "registers_recordevent",
        *("key", "record_id", "at", "action", "actor_user_id", "data", "words_digest"),
        mac="mac",
    )

    record = models.ForeignKey(Record, models.CASCADE, related_name="events")
    action = models.CharField(max_length=20)

    class Meta:
        default_permissions = ()
        verbose_name = _("event of an entry")
        verbose_name_plural = _("events of entries")
        ordering = ("id",)
        indexes = (models.Index(fields=("xid", "id"), name="record_event_sealing"),)

    def __str__(self) -> str:
        return f"{self.record_id} {self.action}"


class RecordWords(Words):
    """The words that stood in an entry before a change, and why something was done."""

    event = models.OneToOneField(RecordEvent, models.CASCADE, primary_key=True, related_name="words")

    class Meta:
        default_permissions = ()
        verbose_name = _("words of an event")
        verbose_name_plural = _("words of events")
