"""Legal and moral education with residents (F0; responsibility R4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.patterns.event import Event


class EducationActivity(Event):
    """A talk, a mock court, a film evening, a visit: what residents learn together about law and good conduct."""

    class Theme(models.TextChoices):
        LAW = "law", _("Law in daily life")
        FRAUD = "fraud", _("Guarding against fraud")
        FAMILY = "family", _("Family and neighbours")
        MORALS = "morals", _("Moral models and civic conduct")
        RULES = "rules", _("Pacts of residents")

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("All residents")
        OLDER = "older", _("Older people")
        JUVENILES = "juveniles", _("Juveniles and parents")
        STEWARDS = "stewards", _("Building-group heads and volunteers")

    theme = models.CharField(_("theme"), max_length=8, choices=Theme)
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience, default=Audience.EVERYBODY)
    speaker = models.CharField(_("speaker and where from"), max_length=120)
    handed_out = models.PositiveIntegerField(_("leaflets handed out"), null=True, blank=True)
    questions = models.TextField(_("what residents asked"), blank=True)

    class Meta:
        verbose_name = _("legal and moral education")
        verbose_name_plural = _("legal and moral education")
        permissions = (("handle_educationactivity", _("Hold legal and moral education")),)
        indexes = (models.Index(fields=("theme", "-case_ptr"), name="education_theme"),)
