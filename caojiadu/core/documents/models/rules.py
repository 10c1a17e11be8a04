"""What administrators set about papers: numbers, the check, languages, and the seal."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.documents import kinds


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
