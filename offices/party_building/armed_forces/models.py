"""People's armed forces (B7): service registration, militia in numbers, defence education, visits in numbers."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.counts import CountsOnly
from caojiadu.core.registers.patterns.event import PublicEvent

# Month and day: of the city's notice, and of the Shanghai Regulations on Conscription, art. 14.
EIGHTEEN_BY, ALL_BY = (3, 31), (9, 30)


class ServiceRegistration(Case):
    """One man's military service registration (通知→登记→核验→办结; Military Service Law, art. 15)."""

    class Cohort(models.TextChoices):
        EIGHTEEN = "eighteen", _("Turns 18 this year: first registration")
        OLDER = "older", _("19 to 22: details to be verified")
        GRADUATE = "graduate", _("Graduate, to 24: details to be verified")
        POSTGRADUATE = "postgraduate", _("Postgraduate, to 26: details to be verified")

    class Way(models.TextChoices):
        ONLINE = "online", _("Online")
        STATION = "station", _("At the registration station")
        RELATIVE = "relative", _("A relative for him")

    class Finding(models.TextChoices):
        CALLED = "called", _("To be called up")
        DEFERRED = "deferred", _("Deferred")
        EXEMPT = "exempt", _("Exempt")
        BARRED = "barred", _("Not to be called up")

    cohort = models.CharField(_("whom it concerns"), max_length=12, choices=Cohort, db_index=True)
    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    notified_on = models.DateField(_("notified on"))
    way = models.CharField(_("how he registered"), max_length=8, choices=Way, blank=True, default="")
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    finding = models.CharField(_("finding of the verification"), max_length=8, choices=Finding, blank=True, default="")
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    card_on = models.DateField(_("service card handed over on"), null=True, blank=True)

    class Meta:
        verbose_name = _("military service registration")
        verbose_name_plural = _("military service registrations")
        permissions = (
            ("handle_serviceregistration", _("Keep military service registrations")),
            ("close_serviceregistration", _("Close military service registrations")),
        )

    def clean(self) -> None:
        """This year or one nearby when it is entered; days one after another."""
        days = ("notified_on", "registered_on", "verified_on", "card_on")
        far = self._state.adding and abs(self.year - timezone.localdate().year) > 1
        odd = {"year": gettext("This year, the one before, or the next.")} if far else {}
        rules.refuse(rules.not_ahead(self, *days), rules.in_order(self, *days), odd)

    @property
    def register_by(self) -> dt.date | None:
        """The day by which he registers who turns 18 this year."""
        return dt.date(self.year, *EIGHTEEN_BY) if self.cohort == self.Cohort.EIGHTEEN else None

    @property
    def finish_by(self) -> dt.date:
        """The day by which all of the year's registration is done."""
        return dt.date(self.year, *ALL_BY)


class MilitiaCount(CountsOnly, Record):
    """The militia in numbers; who belongs to it stays with the armed forces department."""

    counted_on = models.DateField(_("counted on"))
    task = models.PositiveIntegerField(_("number set"))
    organised = models.PositiveIntegerField(_("number organised"))
    veterans = models.PositiveIntegerField(_("of them veterans"), default=0)
    trained = models.PositiveIntegerField(_("of them trained this year"), default=0)
    called = models.PositiveIntegerField(_("times called out"), default=0)

    class Meta:
        verbose_name = _("count of the militia")
        verbose_name_plural = _("counts of the militia")

    def clean(self) -> None:
        """Counted today or before; parts are no more than the whole."""
        super().clean()
        rules.refuse(
            rules.not_ahead(self, "counted_on"),
            rules.at_most(self, "veterans", "organised"),
            rules.at_most(self, "trained", "organised"),
        )


class DefenceEducation(PublicEvent):
    """A defence education event, and how many asked about enlisting."""

    class Theme(models.TextChoices):
        HISTORY = "history", _("History and heroes")
        LAW = "law", _("Service and defence law")
        ENLIST = "enlist", _("Enlisting")
        CAMP = "camp", _("Open day of a unit")

    theme = models.CharField(_("theme"), max_length=8, choices=Theme, db_index=True)
    invited = models.CharField(_("who is invited"), max_length=120)
    unit = models.CharField(_("unit that helps"), max_length=120, blank=True)
    asked = models.PositiveSmallIntegerField(_("people who asked about enlisting"), null=True, blank=True)

    class Meta:
        verbose_name = _("defence education event")
        verbose_name_plural = _("defence education events")
        permissions = (
            ("handle_defenceeducation", _("Hold defence education events")),
            ("close_defenceeducation", _("Publish defence education events")),
        )

    def clean(self) -> None:
        super().clean()
        rules.refuse(rules.no_personal(self, "invited"))


class ArmySupportVisit(CountsOnly, Record):
    """A round of visits to military families and veterans, in numbers; their files are kept by the Service Office."""

    class Occasion(models.TextChoices):
        FESTIVAL = "festival", _("Spring Festival")
        ARMY_DAY = "army_day", _("Army Day, 1 August")
        SEND_OFF = "send_off", _("Recruits leave")
        HONOUR = "honour", _("Good news of merit")

    occasion = models.CharField(_("occasion of the visit"), max_length=8, choices=Occasion, db_index=True)
    visited_on = models.DateField(_("day of the visit"))
    families = models.PositiveIntegerField(_("military families visited"))
    veterans = models.PositiveIntegerField(_("veterans visited"), default=0)
    value = models.DecimalField(_("gifts in all (yuan)"), max_digits=10, decimal_places=2, default=0)
    needs = models.PositiveIntegerField(_("needs found and passed on"), default=0)

    class Meta:
        verbose_name = _("round of visits to military families")
        verbose_name_plural = _("rounds of visits to military families")

    def clean(self) -> None:
        super().clean()
        less = {"value": gettext("Less than nothing.")} if self.value < 0 else {}
        rules.refuse(rules.not_ahead(self, "visited_on"), less)
