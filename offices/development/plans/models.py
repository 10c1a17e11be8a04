"""Plans and projects (H0), indicators and their reports (H1), reform tasks (H2)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.project import Project
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse

OFFICE = "organisation.Office"


class DevelopmentPlan(Record):
    """A plan by which the sub-district develops: of five years, of one field, of one year (H0)."""

    class Kind(models.TextChoices):
        """Which sort of plan."""

        FIVE_YEARS = "five", _("Five-year plan")
        SPECIAL = "special", _("Plan of one field")
        YEAR = "year", _("Plan of the year")
        ACTION = "action", _("Action plan for a decision")

    kind = models.CharField(_("kind of plan"), max_length=8, choices=Kind, db_index=True)
    adopted_by = models.CharField(_("adopted by"), max_length=120)
    adopted_on = models.DateField(_("adopted on"))
    since = models.DateField(_("plan begins"))
    until = models.DateField(_("plan ends"))
    goals = models.TextField(_("main goals"))
    looked_at_on = models.DateField(_("last looked at in the middle"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def clean(self) -> None:
        """It was adopted, ends after it begins, and was not looked at on a day to come."""
        refuse(not_ahead(self, "adopted_on", "looked_at_on"), in_order(self, "since", "until"))


class DevelopmentProject(Project):
    """A construction or livelihood project (建设项目、实事项目): milestones, money, a report every quarter (H0)."""

    class Kind(models.TextChoices):
        """What is built or changed."""

        RENEWAL = "renewal", _("Renewal of old housing")
        FACILITY = "facility", _("Public facility")
        STREETS = "streets", _("Streets and public space")
        LIVELIHOOD = "livelihood", _("Livelihood project of the year")

    also_read = ("site",)

    kind_of = models.CharField(_("kind of project"), max_length=10, choices=Kind, db_index=True)
    plan = models.ForeignKey(
        DevelopmentPlan, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("plan")
    )
    site = models.CharField(_("where"), max_length=120)
    carried_by = models.ForeignKey(
        OFFICE, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office that carries it out")
    )
    builder = models.CharField(_("firm that builds"), max_length=120, blank=True)
    progress = models.PositiveSmallIntegerField(
        _("done so far (%)"), null=True, blank=True, validators=(MaxValueValidator(100),)
    )
    report_due = models.DateField(_("next quarterly report"), null=True, editable=False)

    class Meta:
        verbose_name = _("development project")
        verbose_name_plural = _("development projects")
        permissions = (
            ("handle_developmentproject", _("Work on development projects")),
            ("close_developmentproject", _("Approve and close development projects")),
        )


class Indicator(Record):
    """A figure by which the growth of the sub-district is judged, with its target of a year (H1)."""

    class Field(models.TextChoices):
        """What it tells of."""

        PEOPLE = "people", _("Population and livelihood")
        SERVICE = "service", _("Public services")
        SPACE = "space", _("Environment and space")
        CULTURE = "culture", _("Culture, sport and education")
        SAFETY = "safety", _("Order and safety")
        ECONOMY = "economy", _("Business environment")

    class Better(models.TextChoices):
        """In which direction lies what is wanted."""

        MORE = "more", _("The more, the better")
        LESS = "less", _("The less, the better")

    field = models.CharField(_("field of the indicator"), max_length=8, choices=Field, db_index=True)
    unit = models.CharField(_("unit of measure"), max_length=30)
    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    better = models.CharField(_("which way"), max_length=4, choices=Better, default=Better.MORE)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    source = models.CharField(_("where the figure comes from"), max_length=120)
    supplied_by = models.ForeignKey(
        OFFICE, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office that supplies it")
    )
    measured = models.DecimalField(
        _("value reviewed last"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    measured_on = models.DateField(_("measured on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def reached_with(self, value: object) -> bool:
        """Whether a value reaches the target."""
        return value >= self.target if self.better == self.Better.MORE else value <= self.target  # type: ignore[operator]


class IndicatorReport(Case):
    """One measurement of an indicator: called for, measured, reviewed by somebody else (H1)."""

    class Verdict(models.TextChoices):
        """What the value says."""

        REACHED = "reached", _("Target reached")
        MISSED = "missed", _("Target not reached")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="reports", verbose_name=_("indicator"))
    period_until = models.DateField(_("measured up to"))
    wanted_on = models.DateField(_("figure wanted by"))
    value = models.DecimalField(_("measured value"), max_digits=14, decimal_places=2, null=True, blank=True)
    measured_on = models.DateField(_("measured on"), null=True, blank=True)
    method = models.TextField(_("how it was measured"), blank=True)
    verdict = models.CharField(
        _("whether the target is reached"), max_length=7, choices=Verdict, blank=True, default="", editable=False
    )
    comment = models.TextField(_("what follows from it"), blank=True)

    class Meta:
        verbose_name = _("report on an indicator")
        verbose_name_plural = _("reports on indicators")
        permissions = (
            ("handle_indicatorreport", _("Measure indicators")),
            ("close_indicatorreport", _("Review reports on indicators")),
        )

    def clean(self) -> None:
        """Measured by today, after the period, and wanted no earlier than it ends."""
        days = (not_ahead(self, "measured_on"), in_order(self, "period_until", "measured_on"))
        refuse(*days, in_order(self, "period_until", "wanted_on"))


class ReformTask(Case):
    """A change in how the community is governed: what is wrong, what is tried, what stays as a rule (H2)."""

    class Area(models.TextChoices):
        """What it changes."""

        GRASSROOTS = "grassroots", _("Governance of residential areas")
        SERVICE = "service", _("How services are organised")
        WORKING = "working", _("How offices work together")
        DIGITAL = "digital", _("Digital governance")

    area = models.CharField(_("what it changes"), max_length=10, choices=Area, db_index=True)
    basis = models.CharField(_("on whose decision"), max_length=200)
    problem = models.TextField(_("what is wrong today"))
    measure = models.TextField(_("what is tried"))
    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    ends_on = models.DateField(_("to be carried out by"))
    outcome = models.TextField(_("what came of it"), blank=True)
    rule_made = models.CharField(_("rule that stays, with its number"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("reform task")
        verbose_name_plural = _("reform tasks")
        permissions = (
            ("handle_reformtask", _("Work on reform tasks")),
            ("close_reformtask", _("Approve and accept reform tasks")),
        )

    def clean(self) -> None:
        """It is carried out within its year: reform tasks are set year by year; what goes back to work may last."""
        refuse(self._year() if self._state.adding or self.state == "reform_proposed" else {})

    def _year(self) -> Problems:
        if self.ends_on and self.year and self.ends_on.year != self.year:
            return {"ends_on": gettext("This day does not lie in the year of the task.")}
        return {}
