"""Forms to fill in on paper, to download: administrators keep them with their item."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import in_language
from services.models.catalogue import Item


class Blank(models.Model):
    """One form of an item as a file. It is small, public and few, so it lies in the database beside its item."""

    class Language(models.TextChoices):
        """In which language the form itself is."""

        BOTH = "both", _("in both languages")
        CHINESE = "zh", _("in Chinese")
        ENGLISH = "en", _("in English")

    item = models.ForeignKey(Item, models.CASCADE, related_name="blanks", verbose_name=_("service item"))
    title_zh = models.CharField(_("Chinese name"), max_length=80)
    title_en = models.CharField(_("English name"), max_length=120)
    language = models.CharField(_("language of the form"), max_length=4, choices=Language, default=Language.CHINESE)
    name = models.CharField(max_length=120, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now=True)

    class Meta:
        verbose_name = _("form to download")
        verbose_name_plural = _("forms to download")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the form is called, in the reader's language."""
        return in_language(self.title_zh, self.title_en)
