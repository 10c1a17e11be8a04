"""What the desk keeps of its own: what people do to many matters at once, and sheets that take a while."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case
from caojiadu.core.organisation.models import Office
from caojiadu.core.personal import SealedTextField


class Batch(models.Model):
    """One act on many matters by one person. What was typed is sealed: a note may name people."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    act = models.CharField(max_length=20)
    typed_sealed = SealedTextField(default="")
    said = models.CharField(max_length=100)  # to whom or where, as the person chose it
    language = models.CharField(max_length=10)
    begun_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("act on many matters")
        verbose_name_plural = _("acts on many matters")
        indexes = (models.Index(fields=("id",), condition=models.Q(done_at=None), name="batch_to_do"),)

    def __str__(self) -> str:
        return f"{self.act} {self.key}"


class BatchLine(models.Model):
    """One matter of a batch. `seen` is its version when the person looked at it, `left` that after the step;
    `before` is what undoing goes back to."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("of many", "waits")
        DONE = "done", pgettext_lazy("of many", "done")
        REFUSED = "refused", pgettext_lazy("of many", "not done")
        UNDOING = "undoing", pgettext_lazy("of many", "waits to be undone")
        UNDONE = "undone", pgettext_lazy("of many", "undone")
        KEPT = "kept", pgettext_lazy("of many", "could not be undone")

    TO_DO = (State.WAITING, State.UNDOING)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    seen = models.PositiveIntegerField()
    step = models.CharField(max_length=40, default="")
    left = models.PositiveIntegerField(null=True)
    before = models.JSONField(default=dict)
    why_sealed = SealedTextField(default="")

    class Meta:
        default_permissions = ()
        verbose_name = _("matter of an act on many")
        verbose_name_plural = _("matters of acts on many")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("batch", "case"), name="batch_line_once"),)

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.case_id}"


class Sheet(models.Model):
    """A list of many matters that the worker puts together for one person: sealed, and thrown away the next day."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked = models.CharField(max_length=700, blank=True, default="")  # the list, as its address says it
    keys = models.JSONField(default=list)
    form = models.CharField(max_length=4)
    reason_sealed = SealedTextField(default="")
    language = models.CharField(max_length=10)
    rows = models.PositiveIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)
    content_sealed = SealedTextField(default="")

    class Meta:
        default_permissions = ()
        verbose_name = _("list as a sheet")
        verbose_name_plural = _("lists as sheets")
        indexes = (models.Index(fields=("id",), condition=models.Q(made_at=None), name="sheet_to_make"),)

    def __str__(self) -> str:
        return f"{self.form} {self.key}"


class SavedView(models.Model):
    """A list that somebody keeps under a name: its queue, filters and order as its address says them.

    Shared, it stands in the rail of everybody of one office, and shows each of them what they may open. One that was
    deleted can be brought back for a day.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=30)
    asked = models.CharField(max_length=700, blank=True)
    first = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("owner",), condition=models.Q(first=True, deleted_at=None), name="saved_view_one_first"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Digest(models.Model):
    """When the owner of a view is told how much it holds: at an hour of each working day, or once it holds so many."""

    view = models.OneToOneField(SavedView, models.CASCADE, related_name="digest")
    at = models.TimeField(null=True)
    many = models.PositiveSmallIntegerField(null=True)
    told_on = models.DateField(null=True)
    full = models.BooleanField(default=False)  # it held as many when it was last counted

    class Meta:
        default_permissions = ()
        verbose_name = _("digest of a view")
        verbose_name_plural = _("digests of views")

    def __str__(self) -> str:
        return str(self.view_id)


class Reminder(models.Model):
    """What somebody wants to be reminded of, about one matter, on a day. Theirs alone; the words are sealed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    on = models.DateField()
    words_sealed = SealedTextField(blank=True, default="")
    told_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("on", "id")
        indexes = (models.Index(fields=("on",), condition=models.Q(told_at=None, done_at=None), name="reminder_due"),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.case_id}"
