"""Places of the sub-district and the bodies of the district."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual, in_language

from .listed import Listed
from .offices import ByKey


class Neighbourhood(Bilingual, Listed):
    """A residential area with its neighbourhood committee; the code is this portal's own serial number."""

    key = models.SlugField(_("short name"), max_length=40, unique=True)
    code = models.CharField(_("official code"), max_length=4, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=30)
    name_en = models.CharField(_("English name"), max_length=60)
    pinyin = models.CharField(_("pinyin"), max_length=60)

    objects = ByKey()

    class Meta:
        ordering = ("order", "code")
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")


class DistrictBody(Bilingual, Listed):
    """A body of the district that receives what the office reports up."""

    class Channel(models.TextChoices):
        """How a report reaches it."""

        PORTAL = "portal", _("this portal's district pages")
        HTTP = "http", _("signed JSON to another system")

    class Matter(models.TextChoices):
        """The kinds of matter that a body may receive."""

        ESCALATION = "escalation", _("what the office cannot settle")
        OPINION = "opinion", _("opinions and suggestions")
        URGENT = "urgent", _("urgent and major matters")
        OVERDUE = "overdue", _("matters past their limit")
        REVIEW = "review", _("file copies for review")
        OBJECTION = "objection", _("objections to a transfer")
        JOINT = "joint", _("requests for a joint meeting")
        ACCUSATION = "accusation", _("reports against officials")
        GRID = "grid", _("grid cases")
        HOTLINE = "hotline", _("12345 orders")
        CONSULT = "consult", _("matters of its own field")

    key = models.SlugField(_("short name"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=160)
    field_zh = models.CharField(_("its field, Chinese"), max_length=120, blank=True)
    field_en = models.CharField(_("its field, English"), max_length=240, blank=True)
    receives = ArrayField(
        models.CharField(max_length=12, choices=Matter.choices), default=list, blank=True, verbose_name=_("receives")
    )
    confirmed = models.BooleanField(
        _("name confirmed"), default=False, help_text=_("Tick when the present name of this body has been checked.")
    )
    active = models.BooleanField(_("in use"), default=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.PORTAL)
    endpoint = models.URLField(_("address of its system"), blank=True)
    key_id = models.SlugField(
        _("key name"), max_length=40, blank=True, help_text=_("The secret of this name is read from the environment.")
    )

    objects = ByKey()
    # What decides who reads the reports against people that are handed over.
    OPENING: ClassVar[tuple[str, ...]] = ("active", "channel", "endpoint", "key_id")

    class Meta:
        ordering = ("order", "key")
        verbose_name = _("district body")
        verbose_name_plural = _("district bodies")
        constraints = (
            models.CheckConstraint(
                name="organisation_body_http_has_endpoint",
                condition=~models.Q(channel="http") | (~models.Q(endpoint="") & ~models.Q(key_id="")),
            ),
        )

    def clean(self) -> None:
        """Refuse an outside channel without address and key."""
        if self.channel == self.Channel.HTTP and not (self.endpoint and self.key_id):
            message = _("This channel needs the address of the system and the name of the key.")
            raise ValidationError({"endpoint": message})

    @property
    def field(self) -> str:
        """What it is competent for, in the reader's language."""
        return in_language(self.field_zh, self.field_en)
