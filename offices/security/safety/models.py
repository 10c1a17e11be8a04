"""Safety in production and construction (E1)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import in_order, not_ahead, refuse


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


class InspectionPlan(Case):
    """The inspections of a year: how often places of each risk are looked at (拟订→审定→实施→总结)."""

    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    focus = models.TextField(_("what is looked at above all"))
    high_times = models.PositiveSmallIntegerField(_("times a year, high risk"))
    middle_times = models.PositiveSmallIntegerField(_("times a year, middle risk"))
    low_times = models.PositiveSmallIntegerField(_("times a year, low risk"))
    ends_on = models.DateField(_("to be reviewed by"))
    wanted = models.PositiveIntegerField(_("inspections this makes"), null=True, editable=False)
    held = models.PositiveIntegerField(_("inspections held"), null=True, editable=False)
    hazards = models.PositiveIntegerField(_("hazards found by them"), null=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("plan of inspections")
        verbose_name_plural = _("plans of inspections")
        permissions = (
            ("handle_inspectionplan", _("Work on the plan of inspections")),
            ("close_inspectionplan", _("Approve the plan of inspections")),
        )


class Inspection(Case):
    """One look at a site, and the hazard found there until it is gone (计划→检查→责令整改→复查→销号或移送)."""

    class Grade(models.TextChoices):
        """How grave a hazard is."""

        COMMON = "common", _("Common hazard")
        MAJOR = "major", _("Major hazard")

    class Served(models.TextChoices):
        """How the order reached the responsible unit."""

        SIGNED = "signed", _("Handed over and signed for")
        LEFT = "left", _("Left there before a witness")
        POST = "post", _("By post, signed for")

    site = models.ForeignKey(Site, models.PROTECT, related_name="inspections", verbose_name=_("site"))
    round = models.ForeignKey(
        InspectionPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
        verbose_name=_("plan of inspections"),
    )
    planned_on = models.DateField(_("planned day"))
    inspected_on = models.DateField(_("day of the inspection"), null=True, blank=True)
    found = models.TextField(_("what was found"), blank=True)
    grade = models.CharField(_("grade of the hazard"), max_length=8, choices=Grade, blank=True, default="")
    department = models.CharField(_("reported to the department"), max_length=120, blank=True)
    department_on = models.DateField(_("reported to the department on"), null=True, blank=True)
    order = models.TextField(_("what is ordered"), blank=True)
    order_number = models.CharField(_("number of the order"), max_length=60, blank=True)
    served_on = models.DateField(_("order served on"), null=True, blank=True)
    served_how = models.CharField(_("how it was served"), max_length=6, choices=Served, blank=True, default="")
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
        """A hazard is found, its order served, and put right, in this order; what is written down has happened.

        The inspection may lie before the day on which it is entered, or before the day it was planned for.
        """
        refuse(
            not_ahead(self, "inspected_on", "served_on", "department_on"),
            in_order(self, "inspected_on", "served_on", "fix_by"),
            in_order(self, "inspected_on", "department_on"),
        )
