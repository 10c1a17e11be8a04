"""The offices, what they answer for, and the centres they run."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual, in_language

from .listed import Listed


class ByCode(models.Manager):
    """Finds rows by their official code, in fixtures and data files."""

    def get_by_natural_key(self, code: str) -> models.Model:
        """The row with this code. Raises DoesNotExist."""
        return self.get(code=code)


class ByKey(models.Manager):
    """Finds rows by their key, in fixtures and data files."""

    def get_by_natural_key(self, key: str) -> models.Model:
        """The row with this key. Raises DoesNotExist."""
        return self.get(key=key)


class Office(Bilingual, Listed):
    """One of the offices; its app in `offices/` bears the same key."""

    listed_by = "code"

    code = models.CharField(_("official code"), max_length=2, unique=True)
    key = models.SlugField(_("short name"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120)
    plate_zh = models.CharField(_("second plate, Chinese"), max_length=60, blank=True)
    plate_en = models.CharField(_("second plate, English"), max_length=120, blank=True)
    confirmed = models.BooleanField(
        _("names confirmed"), default=True, help_text=_("Untick while it is unsure whether the office bears this name.")
    )

    objects = ByCode()

    class Meta:
        ordering = ("order", "code")
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    @property
    def plate(self) -> str:
        """The second plate on its door, in the reader's language; empty for most."""
        return in_language(self.plate_zh, self.plate_en)

    @property
    def app_label(self) -> str:
        """The label of its app."""
        return f"office_{self.key}"


class Responsibility(Listed):
    """One of the main responsibilities (R1 … R8) or a clause of one (R3.a)."""

    listed_by = "code"

    code = models.CharField(_("official code"), max_length=6, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="clauses", verbose_name=_("responsibility")
    )
    text_zh = models.TextField(_("Chinese text"))
    text_en = models.TextField(_("English text"))

    objects = ByCode()

    class Meta:
        ordering = ("order", "code")
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def text(self) -> str:
        """The official wording in the reader's language."""
        return in_language(self.text_zh, self.text_en)


class Function(Bilingual, Listed):
    """What an office does (A0 … H15), with the record it keeps, its states, its limits and who else takes part."""

    listed_by = "code"

    class Basis(models.TextChoices):
        """What a limit rests on."""

        LAW = "law", _("law")
        PRACTICE = "practice", _("practice")
        UNSURE = "unsure", _("to be confirmed")

    code = models.CharField(_("official code"), max_length=4, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="functions", verbose_name=_("office"))
    name_zh = models.CharField(_("Chinese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=240)
    assists = models.BooleanField(_("assists only"), default=False)
    record_zh = models.TextField(_("record kept, Chinese"))
    record_en = models.TextField(_("record kept, English"))
    states_zh = models.TextField(_("states, Chinese"))
    states_en = models.TextField(_("states, English"))
    limits_zh = models.TextField(_("limit or cycle, Chinese"), blank=True)
    limits_en = models.TextField(_("limit or cycle, English"), blank=True)
    basis = models.CharField(_("basis of the limit"), max_length=10, choices=Basis.choices, default=Basis.PRACTICE)
    source_zh = models.CharField(_("source of the limit, Chinese"), max_length=300, blank=True)
    source_en = models.CharField(_("source of the limit, English"), max_length=300, blank=True)
    others_zh = models.TextField(_("who else takes part, Chinese"), blank=True)
    others_en = models.TextField(_("who else takes part, English"), blank=True)
    keywords_zh = models.TextField(_("everyday words, Chinese"), blank=True)
    keywords_en = models.TextField(_("everyday words, English"), blank=True)
    responsibilities = models.ManyToManyField(
        Responsibility, related_name="functions", verbose_name=_("responsibilities"), blank=True
    )

    objects = ByCode()

    class Meta:
        ordering = ("order", "code")
        verbose_name = _("function")
        verbose_name_plural = _("functions")
        permissions = (("move_function", "Can move a function to another office"),)

    @property
    def record(self) -> str:
        """The record kept, in the reader's language."""
        return in_language(self.record_zh, self.record_en)

    @property
    def states(self) -> str:
        """The states a record goes through, in the reader's language."""
        return in_language(self.states_zh, self.states_en)

    @property
    def limits(self) -> str:
        """The limit or cycle, in the reader's language."""
        return in_language(self.limits_zh, self.limits_en)

    @property
    def source(self) -> str:
        """Where the limit comes from, in the reader's language."""
        return in_language(self.source_zh, self.source_en)

    @property
    def others(self) -> str:
        """Who else takes part, in the reader's language."""
        return in_language(self.others_zh, self.others_en)

    @property
    def is_umbrella(self) -> bool:
        """Whether this is the office's duty as a whole (A0 … G0); H0 is a function of its own."""
        return self.code[1:] == "0" and self.code != "H0"


class Centre(Bilingual, Listed):
    """A centre that an office runs, or helps another body to run."""

    key = models.SlugField(_("short name"), max_length=40, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="centres", verbose_name=_("office"))
    function = models.ForeignKey(
        Function, models.PROTECT, null=True, blank=True, related_name="centres", verbose_name=_("function")
    )
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120)
    also_zh = models.CharField(_("other Chinese name"), max_length=60, blank=True)
    also_en = models.CharField(_("other English name"), max_length=120, blank=True)
    assists = models.BooleanField(_("assists only"), default=False)

    objects = ByKey()

    class Meta:
        ordering = ("order", "key")
        verbose_name = _("centre")
        verbose_name_plural = _("centres")

    @property
    def also(self) -> str:
        """The name it bears elsewhere, in the reader's language."""
        return in_language(self.also_zh, self.also_en)
