"""Informatisation (H10): systems, data sets, and changes that offices ask for."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import in_order, not_ahead, refuse

OFFICE = "organisation.Office"


class InformationSystem(Record):
    """A system that offices work with: whose it is, where it runs, its grade of protection, when it was reviewed."""

    class Grade(models.TextChoices):
        """Grade of protection that was filed (等级保护)."""

        NONE = "none", _("Not filed yet")
        ONE = "one", _("Grade one")
        TWO = "two", _("Grade two")
        THREE = "three", _("Grade three")

    class Runs(models.TextChoices):
        CLOUD = "cloud", _("Government cloud")
        DISTRICT = "district", _("System of the district or city")
        ROOM = "room", _("Own server room")
        FIRM = "firm", _("At a firm")

    owner = models.ForeignKey(OFFICE, models.PROTECT, related_name="+", verbose_name=_("office that uses it"))
    supplier = models.CharField(_("supplier"), max_length=120, blank=True)
    runs = models.CharField(_("where it runs"), max_length=8, choices=Runs)
    grade = models.CharField(_("grade of protection"), max_length=5, choices=Grade, db_index=True)
    personal = models.BooleanField(_("holds personal data"), default=False)
    support_until = models.DateField(_("support contract until"), null=True, blank=True)
    reviewed_on = models.DateField(_("last security review"), null=True, blank=True)

    class Meta:
        verbose_name = _("information system")
        verbose_name_plural = _("information systems")

    def clean(self) -> None:
        """The day has come."""
        refuse(not_ahead(self, "reviewed_on"))


class DataSet(Record):
    """What data a system holds: how sensitive, on which basis, who may have it, when it is to be looked through."""

    class Sort(models.TextChoices):
        """How sensitive it is."""

        OPEN = "open", _("Open to everybody")
        INTERNAL = "internal", _("For offices")
        PERSONAL = "personal", _("Personal data")
        SENSITIVE = "sensitive", _("Sensitive personal data")

    system = models.ForeignKey(
        InformationSystem, models.PROTECT, related_name="data_sets", verbose_name=_("information system")
    )
    sort = models.CharField(_("how sensitive"), max_length=9, choices=Sort, db_index=True)
    contents = models.TextField(_("what it holds"))
    basis = models.CharField(_("basis and purpose"), max_length=200)
    rows = models.PositiveIntegerField(_("entries, about"), null=True, blank=True)
    shared_with = models.CharField(_("shared with"), max_length=200, blank=True)
    assessed_on = models.DateField(_("impact assessed on"), null=True, blank=True)
    checked_on = models.DateField(_("last looked through"), null=True, blank=True)

    class Meta:
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")

    def clean(self) -> None:
        """Sensitive personal data is not shared before its impact was assessed (PIPL, art. 55)."""
        wrong = {}
        if self.sort == self.Sort.SENSITIVE and self.assessed_on is None:
            wrong = {"assessed_on": gettext("Sensitive personal data: assess the impact first (art. 55).")}
        refuse(not_ahead(self, "assessed_on", "checked_on"), wrong)


class ChangeRequest(Case):
    """A change or a new system that an office asks for: assessed, built, accepted by whoever asked."""

    class Urgency(models.TextChoices):
        FAULT = "fault", _("Fault that stops work")
        RULE = "rule", _("New rule or law")
        WISH = "wish", _("Improvement")

    asked_by = models.ForeignKey(
        OFFICE,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office that wants it"),
        help_text=_("Empty: your own."),
    )
    system = models.ForeignKey(
        InformationSystem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=_("information system"),
    )
    urgency = models.CharField(_("urgency"), max_length=5, choices=Urgency, db_index=True)
    need = models.TextField(_("what is to change, and why"))
    assessment = models.TextField(_("assessment: effort, cost, safety"), blank=True)
    begins_on = models.DateField(_("work begins on"), null=True, blank=True)
    ready_on = models.DateField(_("to be ready by"), null=True, blank=True)
    delivered = models.TextField(_("what was built and tested"), blank=True)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        permissions = (
            ("handle_changerequest", _("Assess and build changes")),
            ("close_changerequest", _("Decide on changes")),
        )

    def clean(self) -> None:
        """It is ready after it began."""
        refuse(in_order(self, "begins_on", "ready_on"))
