"""Facts that only the office itself can give: addresses, telephones, hours, names, filing numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import in_language

from .listed import Listed
from .offices import ByKey, Centre


class Fact(Listed):
    """One fact, empty until an administrator fills it in; a value in one language serves both."""

    class Group(models.TextChoices):
        """Where a fact is shown."""

        OFFICE = "office", _("the office")
        LEADERS = "leaders", _("leaders")
        CENTRE = "centre", _("centres")
        PETITIONS = "petitions", _("letters and calls")
        PRIVACY = "privacy", _("personal information")
        SITE = "site", _("the website")

    key = models.SlugField(_("short name"), max_length=60, unique=True)
    group = models.CharField(_("kind of fact"), max_length=10, choices=Group.choices)
    centre = models.ForeignKey(
        Centre, models.CASCADE, null=True, blank=True, editable=False, related_name="facts", verbose_name=_("centre")
    )
    label_zh = models.CharField(_("Chinese label"), max_length=80)
    label_en = models.CharField(_("English label"), max_length=120)
    value_zh = models.CharField(_("value"), max_length=300, blank=True)
    value_en = models.CharField(_("English value, where it differs"), max_length=300, blank=True)
    required = models.BooleanField(_("required"), default=True, editable=False)

    objects = ByKey()

    class Meta:
        ordering = ("order", "key")
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self) -> str:
        return f"{self.centre} · {self.label}" if self.centre_id else self.label

    @property
    def label(self) -> str:
        """What it is, in the reader's language."""
        return in_language(self.label_zh, self.label_en)

    @property
    def filled(self) -> bool:
        """Whether somebody has filled it in."""
        return bool(self.value_zh or self.value_en)

    @property
    def text(self) -> str:
        """The value in the reader's language, or the words "not yet set"."""
        return in_language(self.value_zh, self.value_en) or str(_("not yet set"))
