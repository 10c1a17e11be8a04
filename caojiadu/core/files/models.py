"""Uploaded files: checked, held until clean, served only to those who may read them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case


class FileQuerySet(models.QuerySet["File"]):
    """Files by where they stand."""

    def pending(self, token_digest: str) -> "FileQuerySet":
        """Files uploaded with a form that is not sent in whole yet."""
        return self.filter(case=None, token_digest=token_digest).exclude(token_digest="").order_by("id")

    def attached(self) -> "FileQuerySet":
        """Files that belong to a case."""
        return self.exclude(case=None)


class File(models.Model):
    """One file: the content lies in FILES_ROOT under the key, never under the name that came with it."""

    class State(models.TextChoices):
        """What is known about the content."""

        HELD = "held", _("still being checked")
        CLEAN = "clean", _("checked")
        REFUSED = "refused", _("refused after the check")

    class Audience(models.TextChoices):
        """Whose side of the counter a file is for; the case's own rules come on top."""

        STAFF = "staff", _("staff only")
        RESIDENT = "resident", _("the resident who wrote")
        BOTH = "both", _("staff and the resident")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="files")
    token_digest = models.CharField(max_length=64, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    finding = models.CharField(_("finding"), max_length=200, blank=True)
    audience = models.CharField(_("meant for"), max_length=10, choices=Audience.choices, default=Audience.BOTH)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(case__isnull=False, token_digest="") | (Q(case=None) & ~Q(token_digest="")),
                name="file_attached_or_pending",
            ),
        )
        indexes = (
            models.Index(fields=("token_digest",), name="file_pending", condition=Q(case=None)),
            models.Index(fields=("id",), name="file_held", condition=Q(state="held")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def pending(self) -> bool:
        """Whether the form it came with is not sent in whole yet."""
        return self.case_id is None

    @property
    def readable(self) -> bool:
        """Whether its content may be handed out to those who may read it."""
        return self.state == self.State.CLEAN
