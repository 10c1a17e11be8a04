"""What is put right in the grid, class by class, and the figures that no published rule of Shanghai settles."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual


class Thing(models.TextChoices):
    """Parts are public facilities, events are acts or states (Shanghai measures on city grid management, art. 2)."""

    PART = "part", _("Part: a public facility")
    EVENT = "event", _("Event: an act or a state")


class GridClass(Bilingual, models.Model):
    """One class of parts or events, with the limit within which it is put right, where the office has set one.

    Shanghai's own figures per class are not known: a class without a limit has the general one.
    """

    class Group(models.TextChoices):
        """The large classes: those of the national list (GB/T 30428.2), and estates and markets as added since."""

        PART_UTILITY = "part_utility", _("Public utilities")
        PART_TRAFFIC = "part_traffic", _("Roads and traffic")
        PART_LOOKS = "part_looks", _("Appearance and sanitation facilities")
        PART_GREEN = "part_green", _("Greening")
        PART_OTHER = "part_other", _("Other facilities")
        EVENT_LOOKS = "event_looks", _("Appearance of the street")
        EVENT_ADVERTS = "event_adverts", _("Advertising and posters")
        EVENT_WORKS = "event_works", _("Building works")
        EVENT_SUDDEN = "event_sudden", _("Sudden incidents")
        EVENT_ORDER = "event_order", _("Order in the street")
        EVENT_ESTATE = "event_estate", _("Residential estates")
        EVENT_MARKET = "event_market", _("Market supervision")
        EVENT_OTHER = "event_other", _("Other events")

    class Unit(models.TextChoices):
        HOURS = "hours", _("working hours")
        DAYS = "days", _("working days")

    group = models.CharField(_("large class"), max_length=16, choices=Group)
    name_zh = models.CharField(_("Chinese name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    amount = models.PositiveSmallIntegerField(
        _("limit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(250)],
        help_text=_("From being dispatched to being put right. Left empty, the general limit holds."),
    )
    unit = models.CharField(_("counted in"), max_length=5, choices=Unit, default=Unit.DAYS)
    source = models.CharField(
        _("where the limit comes from"),
        max_length=120,
        blank=True,
        help_text=_(
            "Shanghai's own figures are not known: name the paper that sets it, or note that it is unconfirmed."
        ),
    )
    on_spot = models.BooleanField(
        _("may be put right on the spot"), default=False, help_text=_("By whoever finds it, without being dispatched.")
    )
    active = models.BooleanField(_("in use"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("class of grid cases")
        verbose_name_plural = _("classes of grid cases")
        ordering = ("order", "id")
        constraints = (models.UniqueConstraint(fields=("group", "name_zh"), name="grid_class_once"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.amount and not self.source:
            raise ValidationError({"source": gettext("Say where the limit comes from, or that it is to be confirmed.")})

    @property
    def thing(self) -> str:
        return str(self.group).partition("_")[0]

    @property
    def limit_text(self) -> str:
        """The limit in words; nothing where the general one holds."""
        if not self.amount:
            return ""
        if self.unit == self.Unit.HOURS:
            return ngettext("%(n)d working hour", "%(n)d working hours", self.amount) % {"n": self.amount}
        return ngettext("%(n)d working day", "%(n)d working days", self.amount) % {"n": self.amount}


class GridRules(models.Model):
    """One row of figures for grid cases; none of them is confirmed by a source that is known here."""

    opens = models.TimeField(
        _("working hours are counted from"),
        default="09:00",
        help_text=_("The centre's own hours are not known: confirm them."),
    )
    closes = models.TimeField(_("working hours are counted to"), default="17:00")
    returns_for_meeting = models.PositiveSmallIntegerField(
        _("returns after which it goes to the joint meeting"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    extension_days = models.PositiveSmallIntegerField(
        _("most working days by which a limit is extended"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("For works, or parts that have to be made. The figure in Jing'an is not known: confirm it."),
    )
    suspended_days = models.PositiveSmallIntegerField(
        _("most days for which a case is suspended"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("Calendar days; then it is looked at again. The figure in Jing'an is not known: confirm it."),
    )

    class Meta:
        verbose_name = _("rules for grid cases")
        verbose_name_plural = _("rules for grid cases")
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="grid_rules_one_row"),
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")),
                name="grid_rules_hours",
                violation_error_message=_("A working day ends after it has begun."),
            ),
        )

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> Self:
        found = cls.objects.filter(pk=1).first()
        if found is None:
            found = cls(pk=1)
            found.clean_fields()
        return found
