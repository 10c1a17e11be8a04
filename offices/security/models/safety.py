"""Safety in production and construction (E1)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record


class Site(Record):
    """A workplace or building site that the office looks at."""

    class Kind(models.TextChoices):
        """What sort of place it is."""

        WORKPLACE = "workplace", _("Workplace")
        BUILDING = "building", _("Building site")
        SHOP = "shop", _("Small shop")
        CROWDED = "crowded", _("Crowded place")
        ESTATE = "estate", _("Residential estate")

    class Risk(models.TextChoices):
        """How much may happen there."""

        LOW = "low", _("Low")
        MIDDLE = "middle", _("Middle")
        HIGH = "high", _("High")

    kind = models.CharField(_("kind of place"), max_length=10, choices=Kind)
    address = models.CharField(_("address"), max_length=120)
    operator = models.CharField(_("responsible unit"), max_length=120)
    risk = models.CharField(_("risk"), max_length=6, choices=Risk, default=Risk.MIDDLE)
    permit_until = models.DateField(_("permit or certificate until"), null=True, blank=True)
    inspected_on = models.DateField(_("last inspected"), null=True, blank=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        indexes = (
            models.Index(fields=("kind", "-record_ptr"), name="site_kind"),
            models.Index(fields=("risk", "-record_ptr"), name="site_risk"),
        )


class Inspection(Case):
    """One look at a site, and the hazard found there until it is gone (计划→检查→责令整改→复查→销号或移送)."""

    class Grade(models.TextChoices):
        """How grave a hazard is."""

        COMMON = "common", _("Common hazard")
        MAJOR = "major", _("Major hazard")

    site = models.ForeignKey(Site, models.PROTECT, related_name="inspections", verbose_name=_("site"))
    planned_on = models.DateField(_("planned day"))
    found = models.TextField(_("what was found"), blank=True)
    grade = models.CharField(_("grade of the hazard"), max_length=8, choices=Grade, blank=True, default="")
    order = models.TextField(_("what is ordered"), blank=True)
    fix_by = models.DateField(_("to be put right by"), null=True, blank=True)
    fixed = models.TextField(_("what was put right"), blank=True)
    passed_to = models.CharField(_("passed to"), max_length=120, blank=True)
    inspected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    rechecks = models.PositiveSmallIntegerField(_("re-checks not passed"), default=0, editable=False)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        permissions = (("handle_inspection", _("Inspect sites")), ("close_inspection", _("Close inspections")))

    def clean(self) -> None:
        """A hazard is put right after it was found, not before the day of the look."""
        if self.fix_by and self.fix_by < self.planned_on:
            raise ValidationError({"fix_by": _("This day lies before the inspection.")})
