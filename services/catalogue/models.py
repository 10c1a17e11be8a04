"""The catalogue: service items, and of each its conditions, papers, limits, amounts and questions.

What is said of an item is shown to the public once an administrator confirmed it and named its source; until then the
page says that the centre tells it.
"""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual, in_language
from caojiadu.core.organisation.models import Centre, Function, Listed
from caojiadu.core.organisation.models.offices import ByKey
from caojiadu.core.registers.declaration import find


class LifeEvent(Bilingual, Listed):
    """An occasion in life on which somebody needs services: a birth, losing work, growing old."""

    key = models.SlugField(_("short name"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=60)
    icon = models.SlugField(_("icon"), max_length=40, default="people")

    objects = ByKey()

    class Meta:
        ordering = ("order", "key")
        verbose_name = _("occasion in life")
        verbose_name_plural = _("occasions in life")


class Item(Bilingual, Listed):
    """A service item (事项): what it is, who decides it, where one goes with it, and what people call it."""

    class Channel(models.TextChoices):
        """How a resident gets it done."""

        GUIDE = "guide", _("this guide only")
        WINDOW = "window", _("at the window")
        LINK = "link", _("on another site")
        HERE = "here", _("here, or at the window")

    AT_WINDOW = (Channel.WINDOW, Channel.HERE)  # what one may come to the window for

    key = models.SlugField(_("short name"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120)
    also_zh = models.CharField(_("what people say, Chinese"), max_length=300, blank=True)
    also_en = models.CharField(_("what people say, English"), max_length=300, blank=True)
    what_zh = models.TextField(_("what it is, Chinese"))
    what_en = models.TextField(_("what it is, English"))
    function = models.ForeignKey(
        Function, models.PROTECT, null=True, blank=True, related_name="service_items", verbose_name=_("function")
    )
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="service_items", verbose_name=_("centre")
    )
    decider_zh = models.CharField(_("who decides, Chinese"), max_length=120, blank=True)
    decider_en = models.CharField(_("who decides, English"), max_length=200, blank=True)
    channel = models.CharField(_("how it is done"), max_length=8, choices=Channel, default=Channel.WINDOW)
    link = models.URLField(_("address of the other site"), blank=True)
    kept_in = models.SlugField(
        _("register of applications"),
        max_length=40,
        blank=True,
        help_text=_("Where an application made here is kept and worked on."),
    )
    kept_as = models.CharField(
        _("kept there as"),
        max_length=20,
        blank=True,
        help_text=_("Where a register keeps applications for several services: the one that this is."),
    )
    events = models.ManyToManyField(LifeEvent, related_name="items", verbose_name=_("occasions in life"), blank=True)
    published = models.BooleanField(_("published"), default=True)
    retired_on = models.DateField(_("no longer offered since"), null=True, blank=True)

    objects = ByKey()

    class Meta:
        ordering = ("order", "key")
        verbose_name = _("service item")
        verbose_name_plural = _("service items")

    def clean(self) -> None:
        """An item that is done elsewhere says where; one applied for here is kept somewhere. Raises ValidationError."""
        if self.channel == self.Channel.LINK and not self.link:
            raise ValidationError({"link": gettext("Say where it is done: the address of the other site.")})
        if self.channel == self.Channel.HERE and not self.kept_in:
            raise ValidationError({"kept_in": gettext("Choose the register in which applications are kept.")})
        if self.channel == self.Channel.HERE and self.kept_as not in (known := self.kept_values):
            said = gettext("This register knows: %(values)s") % {"values": ", ".join(known)}
            raise ValidationError({"kept_as": said if any(known) else gettext("Leave this empty.")})

    @property
    def kept_values(self) -> list[str]:
        """Under which names its register keeps several services; one empty name where it keeps one only."""
        register = find(self.kept_in)
        if register is None or not register.online.service:
            return [""]
        return [str(key) for key, _label in register.model_class._meta.get_field(register.online.service).choices]

    @property
    def what(self) -> str:
        """What it is, in the reader's language."""
        return in_language(self.what_zh, self.what_en)

    @property
    def decider(self) -> str:
        """Who decides, in the reader's language."""
        return in_language(self.decider_zh, self.decider_en)

    @property
    def retired(self) -> bool:
        """Whether it is offered no longer."""
        return self.retired_on is not None and self.retired_on <= timezone.localdate()

    @property
    def bookable(self) -> bool:
        """Whether one can book a time for it: offered at a window, of a centre that has set its hours."""
        if self.centre_id is None or self.channel not in self.AT_WINDOW or self.retired or not self.published:
            return False
        return Centre.objects.filter(pk=self.centre_id, booking__hours__isnull=False).exists()


def new_key() -> str:
    """A name for what an administrator adds; what came from the file has a readable one."""
    return uuid4().hex


class Said(Listed):
    """Something said of an item in two languages, with its source; shown once it is confirmed."""

    key = models.SlugField(max_length=60, unique=True, default=new_key, editable=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="%(class)ss", verbose_name=_("service item"))
    text_zh = models.CharField(_("Chinese text"), max_length=300)
    text_en = models.CharField(_("English text"), max_length=400)
    source_zh = models.CharField(_("source, Chinese"), max_length=200, blank=True)
    source_en = models.CharField(_("source, English"), max_length=240, blank=True)
    confirmed = models.BooleanField(
        _("confirmed"), default=False, help_text=_("Tick once it agrees with the source; the public sees it then.")
    )
    checked_on = models.DateField(_("compared with its source on"), null=True, blank=True)

    objects = ByKey()

    class Meta:
        abstract = True
        ordering = ("order", "key")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed=False) | ~models.Q(source_zh=""), name="%(class)s_confirmed_has_source"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """What is confirmed names its source. Raises ValidationError."""
        if self.confirmed and not self.source_zh:
            raise ValidationError({"source_zh": gettext("Name the source before you confirm it.")})

    @property
    def text(self) -> str:
        """What is said, in the reader's language."""
        return in_language(self.text_zh, self.text_en)

    @property
    def source(self) -> str:
        """Where it comes from, in the reader's language."""
        return in_language(self.source_zh, self.source_en)


class Condition(Said):
    """Who may have it, and under which condition."""

    class Meta(Said.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")


class Paper(Said):
    """A paper that it takes. One that the office can get itself is not asked for (ZW, art. 8; YS)."""

    obtained = models.BooleanField(
        _("the office gets it itself"), default=False, help_text=_("Then residents are not asked for it.")
    )
    spared_zh = models.CharField(_("who need not bring it, Chinese"), max_length=120, blank=True)
    spared_en = models.CharField(_("who need not bring it, English"), max_length=200, blank=True)

    class Meta(Said.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    @property
    def spared(self) -> str:
        """Who need not bring it, or when, in the reader's language."""
        return in_language(self.spared_zh, self.spared_en)


class Limit(Said):
    """How long a step takes at most: `days`, working or calendar days; none where it is done on the spot."""

    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    working = models.BooleanField(_("working days"), default=True)

    class Meta(Said.Meta):
        verbose_name = _("limit")
        verbose_name_plural = _("limits")


class Cost(Said):
    """What it costs who asks for it."""

    class Meta(Said.Meta):
        verbose_name = pgettext_lazy("of a service", "cost")
        verbose_name_plural = pgettext_lazy("of a service", "costs")


class Step(Said):
    """One step of the way, in their order."""

    class Meta(Said.Meta):
        verbose_name = pgettext_lazy("of a service", "step")
        verbose_name_plural = pgettext_lazy("of a service", "steps")


class Amount(Said):
    """How much money it is about."""

    class Meta(Said.Meta):
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")


class Question(Said):
    """A question whose answer says whether the item fits: `wanted` is the answer that does."""

    wanted = models.BooleanField(_("yes is the answer that fits"), default=True)
    otherwise_zh = models.CharField(_("what to tell otherwise, Chinese"), max_length=200)
    otherwise_en = models.CharField(_("what to tell otherwise, English"), max_length=300)

    class Meta(Said.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    @property
    def otherwise(self) -> str:
        """What to tell somebody whom it does not fit, in the reader's language."""
        return in_language(self.otherwise_zh, self.otherwise_en)


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


class ItemVersion(models.Model):
    """What the public was told of an item at a time; one row for each distinct content, never changed."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions", verbose_name=_("service item"))
    digest = models.CharField(max_length=64, editable=False)
    content = models.JSONField(_("what it said"))
    since = models.DateTimeField(_("first met"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a service item")
        verbose_name_plural = _("versions of service items")
        ordering = ("-id",)
        default_permissions = ("view",)
        constraints = (models.UniqueConstraint(fields=("item", "digest"), name="item_version_once"),)

    def __str__(self) -> str:
        return f"{self.name} {timezone.localdate(self.since)}"

    @property
    def name(self) -> str:
        """What the item was called, in the reader's language."""
        return _in(self.content["name"])

    @property
    def decider(self) -> str:
        """Who decided then, in the reader's language."""
        return _in(self.content["decider"])

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Its "conditions", "papers", "limits" or "amounts", each with key, text and source for the reader."""
        return [
            {**line, "text": _in(line["text"]), "source": _in(line["source"])} for line in self.content.get(name, [])
        ]

    def paper(self, key: str) -> str:
        """The name of one of its papers; empty for what is none of them."""
        return next((line["text"] for line in self.lines("papers") if line["key"] == key), "")


def _in(pair: dict[str, str]) -> str:
    return in_language(pair["zh"], pair["en"])
