"""One official paper, from its draft to its issue, and what administrators set about papers.

An issued paper never changes.
"""

import json
import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.documents import kinds
from caojiadu.core.personal import SealedTextField


class PaperRule(models.Model):
    """One row for each kind. Whether a paper is signed follows from its moves and is not set here."""

    kind = models.CharField(_("kind"), max_length=kinds.LONGEST_KEY, unique=True)
    prefix = models.CharField(
        _("start of its number"), max_length=20, help_text=_("The number reads: start〔year〕number号.")
    )
    needs_check = models.BooleanField(_("is checked before it is signed"), default=False)
    bilingual = models.BooleanField(_("always in both languages"), default=False)

    class Meta:
        verbose_name = _("rule for a paper")
        verbose_name_plural = _("rules for papers")
        ordering = ("id",)
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return kinds.find(self.kind).title

    @classmethod
    def of(cls, kind: kinds.PaperKind) -> "PaperRule":
        """The rule of a kind, as declared where nobody has loaded it yet."""
        return cls.objects.filter(kind=kind.key).first() or cls(**cls.declared(kind))

    @staticmethod
    def declared(kind: kinds.PaperKind) -> dict[str, Any]:
        """What a kind starts with."""
        return {"kind": kind.key, "prefix": kind.prefix, "needs_check": kind.check}


class Seal(models.Model):
    """A picture of the office's seal. None at first, and then no place on a paper pretends to one.

    A row is never changed: a new picture is a new row, and papers keep the one they were issued with.
    """

    picture = models.BinaryField(_("picture"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("picture of the seal")
        verbose_name_plural = _("pictures of the seal")
        ordering = ("-id",)
        default_permissions = ("view", "add", "change")
        constraints = (
            models.UniqueConstraint(fields=("in_use",), condition=models.Q(in_use=True), name="one_seal_in_use"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers by where they stand."""

    def open(self) -> "PaperQuerySet":
        """Not issued yet."""
        return self.filter(state__in=(Paper.State.DRAFTED, Paper.State.CHECKED))

    def issued(self) -> "PaperQuerySet":
        """Issued, and not taken back since."""
        return self.filter(state=Paper.State.ISSUED, recall=None)


class Paper(models.Model):
    """A paper of one case. What it says is sealed, since it names people; the number is given when it is issued.

    `digest` is taken from the content when it is checked and again when it is signed: a later change voids both. A
    trigger refuses every change of an issued row.
    """

    class State(models.TextChoices):
        """How far it has come."""

        DRAFTED = "drafted", _("draft")
        CHECKED = "checked", _("checked")
        ISSUED = "issued", _("signed and issued")
        VOID = "void", _("dropped")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=kinds.LONGEST_KEY)
    bilingual = models.BooleanField(_("in both languages"), default=False)
    number = models.CharField(_("number"), max_length=60, blank=True, default="")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFTED)
    sealed = SealedTextField(default="{}")
    digest = models.CharField(max_length=64, blank=True, default="")
    seal = models.ForeignKey(
        "documents.Seal", models.PROTECT, null=True, related_name="+", verbose_name=_("picture of the seal")
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted"))
    # Everybody who wrote any version of it: none of them checks or signs it.
    drafters = ArrayField(models.IntegerField(), default=list, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("checked by")
    )
    checked_at = models.DateTimeField(_("checked"), null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed and issued"), null=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("official paper")
        verbose_name_plural = _("official papers")
        ordering = ("id",)
        default_permissions = ()
        permissions = (("check_paper", _("Check papers before they are signed")), ("sign_paper", _("Sign papers")))
        constraints = (
            models.UniqueConstraint(fields=("number",), condition=~models.Q(number=""), name="paper_number_once"),
            models.UniqueConstraint(
                fields=("case", "kind"),
                condition=models.Q(state__in=("drafted", "checked")),
                name="one_draft_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="issued")
                | (~models.Q(number="") & ~models.Q(digest="") & models.Q(signed_at__isnull=False)),
                name="issued_paper_is_whole",
            ),
        )
        indexes = (models.Index(fields=("case", "kind", "state"), name="paper_of_case"),)

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def declared(self) -> kinds.PaperKind:
        """Its kind as declared."""
        return kinds.find(self.kind)

    @property
    def title(self) -> str:
        """Its title in the reader's language."""
        return self.declared.title

    @property
    def content(self) -> dict[str, Any]:
        """What it says: `parts` as drafted and, once issued, `frame`: addressee, dates, whom to ask."""
        return json.loads(self.sealed)

    @content.setter
    def content(self, value: dict[str, Any]) -> None:
        self.sealed = json.dumps(value, sort_keys=True)

    @property
    def parts(self) -> dict[str, Any]:
        """Its words by part."""
        return self.content.get("parts", {})

    @property
    def issued(self) -> bool:
        """Say whether it is out."""
        return self.state == self.State.ISSUED

    @property
    def stands(self) -> bool:
        """Say whether it is out and was not taken back: only then can it be read outside, or served."""
        return self.issued and not hasattr(self, "recall")

    @property
    def standing(self) -> str:
        """How far it has come, in words."""
        return gettext("taken back") if self.issued and not self.stands else self.get_state_display()

    @property
    def is_open(self) -> bool:
        """Say whether it can still be changed."""
        return self.state in (self.State.DRAFTED, self.State.CHECKED)

    @property
    def tone(self) -> str:
        """The colour of its chip."""
        return "done" if self.stands else "plain" if self.state in (self.State.ISSUED, self.State.VOID) else "wait"


class Recall(models.Model):
    """An issued paper that was taken back and holds no more. It keeps its number and every word. Insert only."""

    paper = models.OneToOneField(Paper, models.PROTECT, primary_key=True, related_name="recall")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("paper taken back")
        verbose_name_plural = _("papers taken back")

    def __str__(self) -> str:
        return str(self.paper_id)


class PaperPdf(models.Model):
    """The one PDF of an issued paper, kept sealed: made once, never made again. Insert and read only."""

    paper = models.OneToOneField(Paper, models.PROTECT, primary_key=True, related_name="pdf")
    sealed = SealedTextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("PDF of a paper")
        verbose_name_plural = _("PDFs of papers")

    def __str__(self) -> str:
        return str(self.paper_id)
