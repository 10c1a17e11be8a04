"""What no published rule settles about 12345 orders in Jing'an: settings, with the values known so far."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class HotlineRules(models.Model):
    """One row of figures for returns and extensions; none of them is confirmed by a source that is known here."""

    return_days = models.PositiveSmallIntegerField(
        _("working days in which an order may be returned"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Counted from the day of dispatch. The figure in Jing'an is not known: confirm it."),
    )
    returns_for_meeting = models.PositiveSmallIntegerField(
        _("returns after which it goes to the joint meeting"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    extension_days = models.PositiveSmallIntegerField(
        _("most working days of extension in all"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("The figure in Jing'an is not known: confirm it."),
    )
    handlers_see_private = models.BooleanField(
        _("handlers may see a caller who wants confidentiality"),
        default=False,
        help_text=_("If not, the centre makes the first contact for them."),
    )

    class Meta:
        verbose_name = _("rules for 12345 orders")
        verbose_name_plural = _("rules for 12345 orders")
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="hotline_rules_one_row"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> Self:
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class RateRule(models.Model):
    """One of the measures of 12345 work, and which orders it is taken of."""

    class Rate(models.TextChoices):
        """The measures used in Jing'an (district news, January 2023)."""

        CONTACT = "contact", _("First-contact rate")
        ON_TIME = "on_time", _("On-time closing rate")
        TIMELY = "timely", _("Timely reply rate")
        SOLVED = "solved", _("Actual solution rate")
        SATISFIED = "satisfied", _("Satisfaction rate")

    class Base(models.TextChoices):
        """Which orders count; sources differ."""

        ALL = "all", _("All orders whose limit has come or that were replied to")
        CALLED_BACK = "called_back", _("Closed orders whose caller was reached in a call-back")

    rate = models.CharField(_("measure"), max_length=10, choices=Rate, unique=True)
    base = models.CharField(_("taken of"), max_length=12, choices=Base)

    class Meta:
        verbose_name = _("measure of 12345 orders")
        verbose_name_plural = _("measures of 12345 orders")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.get_rate_display()


BASES = {
    RateRule.Rate.CONTACT: RateRule.Base.ALL,
    RateRule.Rate.ON_TIME: RateRule.Base.ALL,
    RateRule.Rate.TIMELY: RateRule.Base.ALL,
    RateRule.Rate.SOLVED: RateRule.Base.CALLED_BACK,
    RateRule.Rate.SATISFIED: RateRule.Base.CALLED_BACK,
}


class SheetWord(models.Model):
    """A word that sheets of 12345 use: the head of a column, or the name of a class."""

    class Means(models.TextChoices):
        NUMBER = "number", _("column: number of the order")
        CLASS = "class", _("column: class of the order")
        TITLE = "title", _("column: title")
        CONTENT = "content", _("column: what the caller said")
        RECEIVED = "received", _("column: when it was received")
        PLACE = "place", _("column: place")
        NEIGHBOURHOOD = "neighbourhood", _("column: neighbourhood")
        NAME = "name", _("column: caller's name")
        PHONE = "phone", _("column: caller's phone")
        PRIVATE = "private", _("column: wants confidentiality")
        CALL_BACK = "call_back", _("column: wants a call-back")
        DANGER = "danger", _("column: urgent")
        INQUIRY = "class:inquiry", _("class: inquiry or suggestion")
        RECHECK = "class:recheck", _("class: supervised or re-check")
        HELP = "class:help", _("class: help or complaint")
        COMPLEX = "class:complex", _("class: complex")

    word = models.CharField(_("word in the sheet"), max_length=40)
    means = models.CharField(_("stands for"), max_length=16, choices=Means)

    class Meta:
        verbose_name = _("word of 12345 sheets")
        verbose_name_plural = _("words of 12345 sheets")
        ordering = ("means", "id")
        constraints = (models.UniqueConstraint(fields=("word", "means"), name="sheet_word_once"),)

    def __str__(self) -> str:
        return self.word
