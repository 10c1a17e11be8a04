"""What happened to a case: append-only rows that history, notices and the seal all read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.audit.sealed import Event, Words, sealed_table
from caojiadu.core.cases.models.case import Case


class CaseEvent(Event):
    """One move of a case."""

    class ActorKind(models.TextChoices):
        STAFF = "staff", _("staff")
        RESIDENT = "resident", _("resident")
        TIMER = "timer", _("the portal")
        DISTRICT = "district", _("the district")
        LINK = "link", _("by a link that was sent")

    seal = sealed_table(
        "cases_caseevent",
        *("key", "case_id", "at", "move", "actor_kind", "actor_user_id", "actor_office_id"),
        *("source", "target", "public", "data", "words_digest"),
        mac="mac",
    )

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    move = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    actor_office_id = models.BigIntegerField(null=True)
    source = models.CharField(max_length=32)
    target = models.CharField(max_length=32)
    public = models.BooleanField(default=False)

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


class EventWords(Words):
    """What people wrote in a move."""

    event = models.OneToOneField(CaseEvent, models.CASCADE, primary_key=True, related_name="words")

    class Meta:
        verbose_name = _("words of an event")
        verbose_name_plural = _("words of events")
