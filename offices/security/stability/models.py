"""Screening for contradictions (E4): numbers only. Who and what it is about stays with those who handle it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.counts import CountsOnly


class Screening(CountsOnly, Record):
    """What one screening of one area and theme found, and how far it is (排查→评级→落实责任人→化解→复核)."""

    class Cycle(models.TextChoices):
        """How often it is done."""

        WEEK = "week", _("Weekly")
        MONTH = "month", _("Monthly")

    class Theme(models.TextChoices):
        """What the contradictions are about."""

        PROPERTY = "property", _("Property and owners' committees")
        LABOUR = "labour", _("Pay and labour")
        BUILDING = "building", _("Building and renewal")
        RELOCATION = "relocation", _("Expropriation and relocation")
        MONEY = "money", _("Investment and prepaid cards")
        NEIGHBOURS = "neighbours", _("Neighbours and families")
        OTHER = "other", _("Other themes")

    class Stage(models.TextChoices):
        """How far all of them are."""

        FOUND = "found", _("Found by screening")
        RATED = "rated", _("All rated")
        NAMED = "named", _("All with a responsible person")
        RESOLVED = "resolved", _("All resolved")
        REVIEWED = "reviewed", _("All reviewed")

    cycle = models.CharField(_("screened"), max_length=5, choices=Cycle, default=Cycle.WEEK)
    theme = models.CharField(_("theme of the contradictions"), max_length=10, choices=Theme, db_index=True)
    screened_on = models.DateField(_("last day of the period"))
    next_on = models.DateField(_("next screening on"))
    stage = models.CharField(_("how far all are"), max_length=8, choices=Stage, default=Stage.FOUND, db_index=True)
    found = models.PositiveIntegerField(_("contradictions found"))
    high = models.PositiveIntegerField(_("rated high"), default=0)
    middle = models.PositiveIntegerField(_("rated middle"), default=0)
    low = models.PositiveIntegerField(_("rated low"), default=0)
    named = models.PositiveIntegerField(_("with a responsible person"), default=0)
    resolved = models.PositiveIntegerField(_("resolved"), default=0)
    reviewed = models.PositiveIntegerField(_("reviewed by somebody else"), default=0)
    reported_up = models.PositiveIntegerField(_("reported to the district"), default=0)

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")

    def clean(self) -> None:
        """No step has more than the one before it, the stage says how far all are, and the cycle is kept."""
        super().clean()
        rated = self.high + self.middle + self.low
        steps = {"found": self.found, "low": rated, "named": self.named}
        steps |= {"resolved": self.resolved, "reviewed": self.reviewed}
        before = self.found
        for name, number in steps.items():
            if number > before:
                raise ValidationError({name: _("More than in the step before.")})
            before = number
        reached = dict(zip(self.Stage.values, steps.values(), strict=True))
        if reached[self.stage] < self.found:
            raise ValidationError({"stage": _("The numbers say that not all of them are so far yet.")})
        self._check_cycle()

    def _check_cycle(self) -> None:
        weekly = self.cycle == self.Cycle.WEEK
        last = self.screened_on + dt.timedelta(days=7) if weekly else months_after(self.screened_on, 1)
        if not self.screened_on < self.next_on <= last:
            raise ValidationError({"next_on": _("After the period, and within a week or a month as it is screened.")})
