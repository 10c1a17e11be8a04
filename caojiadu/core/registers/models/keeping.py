"""Who keeps sensitive registers, sheets that were sent in, and who reads a calendar from outside."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.personal import SealedTextField


class Keeper(models.Model):
    """Somebody to whom a head opened a sensitive register, from one day to another."""

    register = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name = _("keeper of a register")
        verbose_name_plural = _("keepers of registers")
        constraints = (
            models.UniqueConstraint(
                fields=("register", "user"), condition=models.Q(until=None), name="keeper_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.user_id}"


class SheetIn(models.Model):
    """A sheet sent in for a register: read, looked at, then brought in. Its rows are sealed, and go afterwards."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    register = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    # What stands in its line of heads, and by column the field that it is, if any.
    heads = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    settled = models.BooleanField(default=False)  # nobody has to say which column is what
    # In words: what was left out as it was read, and what was taken for something else by these columns.
    notes = models.JSONField(default=dict)
    rows_sealed = SealedTextField(blank=True, default="")
    good = models.PositiveIntegerField(default=0)
    bad = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("sheet for a register")
        verbose_name_plural = _("sheets for registers")
        indexes = (models.Index(fields=("register", "-sent_at"), name="sheet_in_newest"),)

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> list[str]:
        """All notes."""
        return [*self.notes.get("read", ()), *self.notes.get("meant", ())]


class KeptColumn(models.Model):
    """What somebody said that a column of the sheets of a register is; an empty field for one that is left out."""

    register = models.CharField(max_length=40)
    head = models.CharField(max_length=100)
    field = models.CharField(max_length=60, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("column of sheets")
        verbose_name_plural = _("columns of sheets")
        constraints = (models.UniqueConstraint(fields=("register", "head"), name="kept_column_once"),)

    def __str__(self) -> str:
        return f"{self.head} → {self.field}"


class CalendarKey(models.Model):
    """Lets the calendar program of one person read their offices' dates; only the digest of the address is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("key to a calendar")
        verbose_name_plural = _("keys to calendars")

    def __str__(self) -> str:
        return str(self.user_id)
