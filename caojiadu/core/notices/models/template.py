"""The words of a message, where the office wants others than the standard ones."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.notices.texts import check_text, registered

TEXT_FIELDS = ("title_zh", "body_zh", "title_en", "body_en")


class Template(models.Model):
    """One message text; an empty field means that the standard words are used."""

    key = models.CharField(_("message key"), max_length=80, unique=True, editable=False)
    title_zh = models.CharField(_("Chinese title"), max_length=60, blank=True, default="")
    body_zh = models.CharField(_("Chinese message"), max_length=300, blank=True, default="")
    title_en = models.CharField(_("English title"), max_length=120, blank=True, default="")
    body_en = models.CharField(_("English message"), max_length=600, blank=True, default="")

    class Meta:
        ordering = ("key",)
        verbose_name = _("message text")
        verbose_name_plural = _("message texts")

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        """Refuse a text that could not be filled in. Raises ValidationError."""
        known = registered().get(self.key)
        if known is None:
            raise ValidationError(_("No part of the portal sends this message any more."))
        errors = {}
        for field in TEXT_FIELDS:
            try:
                check_text(getattr(self, field), known.variables)
            except ValueError as error:
                errors[field] = str(error)
        if errors:
            raise ValidationError(errors)
