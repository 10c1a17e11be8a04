"""The community affairs reception service centre (D7): windows and who sits there, day figures, items accepted for
other centres, and bad reviews. Appointments, tickets and applications are the business of the services themselves."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.counts import CountsOnly
from caojiadu.core.registers.rules import Problems, at_most, in_order, no_personal, not_ahead, refuse
from offices.service import hooks


class ServiceWindow(Record):
    """A window of the hall; the entry's name is its number."""

    class Scope(models.TextChoices):
        ALL = "all", _("Every item")
        FIELD = "field", _("Items of one field")
        PRIORITY = "priority", _("Older and disabled people first")
        GUIDE = "guide", _("Guidance and tickets")
        SELF = "self", _("Self-service machine")

    scope = models.CharField(_("what the window takes"), max_length=8, choices=Scope, db_index=True)
    items = models.CharField(_("fields of items"), max_length=120, blank=True)
    floor = models.CharField(_("floor and hall"), max_length=40)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    low = models.BooleanField(_("counter for wheelchairs"), default=False)
    device_on = models.DateField(_("devices last checked"), null=True, blank=True)

    class Meta:
        verbose_name = _("service window")
        verbose_name_plural = _("service windows")

    def clean(self) -> None:
        """It closes after it opens; what everybody reads says nothing by which somebody is found."""
        wrong = self.opens and self.closes and self.closes <= self.opens
        refuse(
            {"closes": gettext("It closes after it opens.")} if wrong else {},
            not_ahead(self, "device_on"),
            no_personal(self, "title", "items", "floor"),
        )


class WindowDuty(Record):
    """Who sits at a window, from one day to another; the entry's name is the clerk's."""

    class Shift(models.TextChoices):
        WHOLE = "whole", _("Whole day")
        MORNING = "morning", _("Morning")
        AFTERNOON = "afternoon", _("Afternoon")
        NOON = "noon", _("At noon")
        WEEKEND = "weekend", _("Weekend")

    window = models.ForeignKey(ServiceWindow, models.PROTECT, related_name="duties", verbose_name=_("service window"))
    begins_on = models.DateField(_("on duty from"))
    until = models.DateField(_("on duty until"))
    shift = models.CharField(_("shift"), max_length=9, choices=Shift, db_index=True)
    stand_in = models.CharField(_("stands in when away"), max_length=40, blank=True)
    trained_on = models.DateField(_("last trained"), null=True, blank=True)

    class Meta:
        verbose_name = _("duty at a window")
        verbose_name_plural = _("duties at windows")

    def clean(self) -> None:
        """Nobody sits at two windows at once, and nobody stands in for themselves."""
        found: Problems = {}
        if self.stand_in and self.stand_in == self.title:
            found["stand_in"] = gettext("Nobody stands in for themselves.")
        if self.begins_on and self.until and self.is_current and self._elsewhere():
            found["begins_on"] = gettext("This clerk sits at another window then.")
        refuse(in_order(self, "begins_on", "until"), not_ahead(self, "trained_on"), found)

    def _elsewhere(self) -> bool:
        same = WindowDuty.objects.filter(
            title=self.title, ended_on=None, begins_on__lte=self.until, until__gte=self.begins_on
        ).exclude(pk=self.pk)
        whole = self.Shift.WHOLE
        return same.exists() if self.shift == whole else same.filter(shift__in=(self.shift, whole)).exists()


class HallFigures(CountsOnly, Record):
    """What happened in the hall on one day, in numbers.

    The hall counts tickets, waits and reviews by itself; what was accepted, no ticket says: somebody types it.
    """

    COUNTED = ("tickets", "called", "wait", "longest", "bad")

    counted_on = models.DateField(_("day counted"), unique=True)
    tickets = models.PositiveIntegerField(_("tickets drawn"))
    called = models.PositiveIntegerField(_("people served at windows"))
    accepted = models.PositiveIntegerField(_("items accepted"), null=True, blank=True)
    on_behalf = models.PositiveIntegerField(_("of those, for other centres"), null=True, blank=True)
    told_missing = models.PositiveIntegerField(_("told once what is missing"), null=True, blank=True)
    wait = models.PositiveSmallIntegerField(_("average wait (minutes)"))
    longest = models.PositiveSmallIntegerField(_("longest wait (minutes)"))
    bad = models.PositiveSmallIntegerField(_("bad reviews, named or not"), default=0)

    class Meta:
        verbose_name = _("figures of a day in the hall")
        verbose_name_plural = _("figures of days in the hall")

    def clean(self) -> None:
        """The parts are not more than the whole; each day is counted once, when it is over or under way."""
        super().clean()
        refuse(
            not_ahead(self, "counted_on"),
            at_most(self, "called", "tickets"),
            at_most(self, "on_behalf", "accepted"),
            at_most(self, "wait", "longest"),
            self._counted_otherwise(),
        )
        if self.counted_on and HallFigures.objects.filter(counted_on=self.counted_on).exclude(pk=self.pk).exists():
            raise ValidationError({"counted_on": gettext("This day has been counted already.")})

    def _counted_otherwise(self) -> Problems:
        """What the hall counted on that day is not typed over; a number that is not typed yet is no contradiction."""
        counted = hooks.hall_counted(self.counted_on) if self.counted_on else None
        said = {name: n for name, n in (counted or {}).items() if getattr(self, name) not in (None, n)}
        return {name: gettext("The hall counted %(n)d.") % {"n": n} for name, n in said.items()}


class ItemOnBehalf(Record):
    """An item that is accepted here for the centre of another sub-district (全市通办, 收受分离)."""

    class Mode(models.TextChoices):
        HERE = "here", _("Accepted and settled here")
        HOME = "home", _("Accepted here, decided at home")

    item = models.CharField(_("item"), max_length=80)
    mode = models.CharField(_("who decides"), max_length=4, choices=Mode, db_index=True)
    home = models.CharField(_("centre at home"), max_length=80, help_text=_("District and sub-district."))
    accepted_on = models.DateField(_("accepted on"))
    sent_on = models.DateField(_("papers sent home on"), null=True, blank=True)
    promised_on = models.DateField(_("result promised by"), null=True, blank=True)
    result_on = models.DateField(_("result handed over on"), null=True, blank=True)
    delivery = models.CharField(_("how the result is delivered"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("item accepted for another centre")
        verbose_name_plural = _("items accepted for other centres")

    def clean(self) -> None:
        """Accepted, sent and handed over in this order; what is decided at home has a promised day."""
        days = ("accepted_on", "sent_on", "result_on")
        wants = self.mode == self.Mode.HOME and self.promised_on is None
        refuse(
            not_ahead(self, *days),
            in_order(self, *days),
            in_order(self, "accepted_on", "promised_on"),
            {"promised_on": gettext("Say by when the centre at home promises the result.")} if wants else {},
        )


class BadReview(Case):
    """A bad review under a real name: contacted and checked within 1 working day, put right, called back.

    (Shanghai Regulations on the Business Environment, art. 30.) Reviews without a name are counted with the day.
    """

    class Grade(models.TextChoices):
        BAD = "bad", _("Not satisfied")
        WORST = "worst", _("Very dissatisfied")

    class Way(models.TextChoices):
        DEVICE = "device", _("Device at the window")
        ONLINE = "online", _("Online")
        MESSAGE = "message", _("Short message")
        PAPER = "paper", _("On paper")

    class Cause(models.TextChoices):
        ATTITUDE = "attitude", _("Manner of the clerk")
        WAIT = "wait", _("Waiting time")
        TWICE = "twice", _("Had to come twice")
        SYSTEM = "system", _("Device or system")
        RULE = "rule", _("The rule itself")

    grade = models.CharField(_("grade of the review"), max_length=5, choices=Grade, db_index=True)
    way = models.CharField(_("where it was given"), max_length=7, choices=Way)
    window = models.ForeignKey(
        ServiceWindow, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("service window")
    )
    reviewed_on = models.DateField(_("day of the review"))
    said = models.TextField(_("what the person says"))
    contacted_on = models.DateField(_("contacted on"), null=True, blank=True)
    verified = models.TextField(_("what the check found"), blank=True)
    cause = models.CharField(_("cause"), max_length=8, choices=Cause, blank=True, default="")
    fix_by = models.DateField(_("to be put right by"), null=True, blank=True)
    fixed_on = models.DateField(_("put right on"), null=True, blank=True)
    fixed = models.TextField(_("what was put right"), blank=True)
    called_on = models.DateField(_("called back on"), null=True, blank=True)
    content = models.BooleanField(_("content now"), default=False)

    class Meta:
        verbose_name = _("bad review")
        verbose_name_plural = _("bad reviews")
        permissions = (
            ("handle_badreview", _("Follow up bad reviews")),
            ("close_badreview", _("Dismiss bad reviews")),
        )

    def clean(self) -> None:
        """Reviewed, contacted, put right and called back in this order."""
        days = ("reviewed_on", "contacted_on", "fixed_on", "called_on")
        refuse(not_ahead(self, *days), in_order(self, *days), in_order(self, "contacted_on", "fix_by"))
