"""Supervision cards and the breaches they name."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual
from caojiadu.core.cases.models import Case


class BreachKind(Bilingual, models.Model):
    """One way in which the rules of petition work are broken; administrators keep the list."""

    key = models.SlugField(_("short name"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120)
    article = models.CharField(_("source"), max_length=120, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("breach of the rules")
        verbose_name_plural = _("breaches of the rules")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.name


class SupervisionCard(Case):
    """The desk or a leader urges an office, with advice and a limit; the office answers whether it took the advice.

    A slip that came down from the district is one as well: `body` sent it, `foreign_number` is its number there.
    """

    class Taken(models.TextChoices):
        """What the office did with the advice (art. 40: it answers in writing)."""

        TAKEN = "taken", _("Advice taken")
        PARTLY = "partly", _("Advice taken in part")
        NOT = "not", _("Advice not taken")

    breach = models.ForeignKey(BreachKind, models.PROTECT, related_name="+", verbose_name=_("what rule is broken"))
    advice = models.TextField(_("advice"))
    days = models.PositiveSmallIntegerField(_("working days to answer"))
    body = models.ForeignKey(
        "organisation.DistrictBody", models.PROTECT, null=True, related_name="+", verbose_name=_("sent by")
    )
    taken = models.CharField(_("what became of the advice"), max_length=6, choices=Taken, blank=True)
    reply = models.TextField(_("the office's answer"), blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(_("answered"), null=True)
    # The report with which it was answered up to the district, where a page put it here.
    answer_up: Any = None

    class Meta:
        verbose_name = _("supervision card")
        verbose_name_plural = _("supervision cards")
        permissions = (
            ("supervise", _("Urge offices with supervision cards")),
            ("read_figures", _("Read the figures of letters and calls")),
        )
