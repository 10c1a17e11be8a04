"""Digests of suggestions and what is in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from petitions.letters.models import Petition


class SuggestionDigest(Case):
    """The suggestions of a period that belong higher or were adopted, in neutral words, sent up as one paper."""

    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    opening = models.TextField(_("opening words"), blank=True)

    class Meta:
        verbose_name = _("digest of suggestions")
        verbose_name_plural = _("digests of suggestions")
        permissions = (("send_digest", _("Gather suggestions and send them to the district")),)


class DigestItem(models.Model):
    """One suggestion in a digest, summed up without persons."""

    digest = models.ForeignKey(SuggestionDigest, models.CASCADE, related_name="items")
    suggestion = models.ForeignKey(Petition, models.PROTECT, related_name="digest_items")
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("suggestion in a digest")
        verbose_name_plural = _("suggestions in digests")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("digest", "suggestion"), name="digested_once"),)

    def __str__(self) -> str:
        return f"{self.digest_id} {self.suggestion_id}"
