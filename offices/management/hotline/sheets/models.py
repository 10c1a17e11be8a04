"""A sheet of 12345 orders that was sent in: read, looked at, then brought in row by row."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.personal import SealedTextField


class OrderSheet(models.Model):
    """What was read from a file. The rows hold callers' phones, so they are sealed, and go once they are brought in."""

    class State(models.TextChoices):
        READ = "read", _("to be looked at")
        WAITING = "waiting", _("waiting to be brought in")
        DONE = "done", _("brought in")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file"), max_length=120)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READ)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    sent_at = models.DateTimeField(_("sent"))
    claimed_at = models.DateTimeField(_("last worked on"), null=True)
    done_at = models.DateTimeField(_("brought in"), null=True)
    columns = models.JSONField(default=list)
    bad = models.JSONField(default=list)
    usable = models.PositiveIntegerField(default=0)
    here = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    worked = models.PositiveIntegerField(_("rows brought in so far"), default=0)
    rows_sealed = SealedTextField(default="", blank=True)

    class Meta:
        verbose_name = _("sheet of 12345 orders")
        verbose_name_plural = _("sheets of 12345 orders")
        ordering = ("-id",)
        indexes = (models.Index(fields=("id",), name="sheet_waiting", condition=models.Q(state="waiting")),)

    def __str__(self) -> str:
        return self.name
