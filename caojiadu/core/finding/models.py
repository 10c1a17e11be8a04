"""What is asked here and done elsewhere; and, without persons, what people looked for and did not find."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual, in_language
from caojiadu.core.organisation.models import Listed
from caojiadu.core.organisation.models.offices import ByKey


class Elsewhere(Bilingual, Listed):
    """Something that people ask the sub-district for and another authority does: who, how, and by which source."""

    key = models.SlugField(_("short name"), max_length=40, unique=True)
    name_zh = models.CharField(_("what is asked, Chinese"), max_length=60)
    name_en = models.CharField(_("what is asked, English"), max_length=120)
    also_zh = models.CharField(_("what people say, Chinese"), max_length=300, blank=True)
    also_en = models.CharField(_("what people say, English"), max_length=300, blank=True)
    who_zh = models.CharField(_("who does it, Chinese"), max_length=120)
    who_en = models.CharField(_("who does it, English"), max_length=200)
    how_zh = models.CharField(_("how, Chinese"), max_length=300, blank=True)
    how_en = models.CharField(_("how, English"), max_length=400, blank=True)
    phone = models.CharField(
        _("telephone"),
        max_length=20,
        blank=True,
        validators=(RegexValidator(r"^[\d -]{3,20}$", _("Digits, spaces and dashes only.")),),
        help_text=_("Only a number that its authority has published. Leave it empty otherwise."),
    )
    link = models.URLField(_("page of that authority"), blank=True)
    source_zh = models.CharField(_("source, Chinese"), max_length=200, blank=True)
    source_en = models.CharField(_("source, English"), max_length=240, blank=True)
    confirmed = models.BooleanField(
        _("confirmed"), default=False, help_text=_("Tick once it agrees with the source; the public sees it then.")
    )

    objects = ByKey()

    class Meta:
        ordering = ("order", "key")
        verbose_name = _("matter of another authority")
        verbose_name_plural = _("matters of other authorities")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed=False) | ~models.Q(source_zh=""), name="elsewhere_confirmed_has_source"
            ),
        )

    def clean(self) -> None:
        """What is confirmed names its source. Raises ValidationError."""
        if self.confirmed and not self.source_zh:
            raise ValidationError({"source_zh": gettext("Name the source before you confirm it.")})

    @property
    def who(self) -> str:
        """Who does it, in the reader's language."""
        return in_language(self.who_zh, self.who_en)

    @property
    def how(self) -> str:
        """How it is done, in the reader's language."""
        return in_language(self.how_zh, self.how_en)

    @property
    def source(self) -> str:
        """Where that is written, in the reader's language."""
        return in_language(self.source_zh, self.source_en)


class Unanswered(models.Model):
    """Words for which nothing was found on a day, and how often; nothing of whoever typed them."""

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=30)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        ordering = ("-day", "-times", "words")
        verbose_name = _("question without an answer")
        verbose_name_plural = _("questions without an answer")
        default_permissions = ("view",)
        constraints = (models.UniqueConstraint(fields=("day", "words"), name="unanswered_once_a_day"),)

    def __str__(self) -> str:
        return self.words
