"""What every entry of every register has in common."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """An entry of a register. Its register's model subclasses this one and keeps its own fields only.

    Written by `enter`, `change`, `end` and their like in `verbs`, nothing else. `due_on` is the earliest of its
    dates (see `RecordDate`).
    """

    register = models.CharField(_("register"), max_length=40, editable=False)
    office = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=_("office"), editable=False
    )
    title = models.CharField(_("name"), max_length=120)
    resident = models.ForeignKey(
        "community.Resident", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resident")
    )
    neighbourhood = models.ForeignKey(
        "organisation.Neighbourhood",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("neighbourhood"),
    )
    due_on = models.DateField(_("due"), null=True, editable=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    ended_on = models.DateField(_("ended"), null=True, editable=False)
    entered_by = models.ForeignKey(  # None: the portal itself
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("entered by"),
        editable=False,
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    vector = SearchVectorField(editable=False, null=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("entry of a register")
        verbose_name_plural = _("entries of registers")
        indexes = (
            models.Index(fields=("register", "-id"), name="record_newest"),
            models.Index(fields=("register", "title"), name="record_title"),
            models.Index(fields=("register", "-id"), name="record_current", condition=models.Q(ended_on=None)),
            models.Index(
                fields=("register", "due_on", "id"),
                name="record_due",
                condition=models.Q(ended_on=None, due_on__isnull=False),
            ),
            models.Index(
                fields=("register", "-id"), name="record_public", condition=models.Q(published_at__isnull=False)
            ),
            models.Index(fields=("resident",), name="record_resident", condition=models.Q(resident__isnull=False)),
            GinIndex(fields=("vector",), name="record_words"),
        )

    def __str__(self) -> str:
        return self.title

    def kept_back(self) -> str:
        """Why the public never sees it, whoever reviews it; nothing where it may."""
        return ""

    @property
    def is_current(self) -> bool:
        """Whether it still holds."""
        return self.ended_on is None

    @property
    def is_late(self) -> bool:
        """Whether its date has passed."""
        return self.is_current and self.due_on is not None and self.due_on < timezone.localdate()
