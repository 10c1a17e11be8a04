"""Veteran cadres, visits to them, and their events (G6)."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.event import Event
from caojiadu.core.registers.rules import in_order, not_ahead, refuse

NEAR = dt.timedelta(days=60)  # a birthday visit so long before the birthday still counts for it


class VeteranCadre(Record):
    """A cadre in retirement whom the street serves. The title says what they were; the person is named beside it."""

    class Standing(models.TextChoices):
        HONOURED = "honoured", _("Retired with full honours (lixiu)")
        RETIRED = "retired", _("Retired")

    class Living(models.TextChoices):
        ALONE = "alone", _("Alone")
        SPOUSE = "spouse", _("With the spouse")
        FAMILY = "family", _("With children")
        HOME = "home", _("In a care home")

    retired_as = models.CharField(
        pgettext_lazy("veteran cadres", "standing"), max_length=8, choices=Standing, db_index=True
    )
    born_on = models.DateField(_("date of birth"))
    retired_on = models.DateField(_("retired on"))
    living = models.CharField(_("lives"), max_length=6, choices=Living, db_index=True)
    branch = models.CharField(_("Party branch of the retired"), max_length=80, blank=True)
    care = models.TextField(_("state of health and what helps"), blank=True)
    visited_on = models.DateField(_("last visit"), null=True, editable=False)
    greeted_on = models.DateField(_("last birthday visit"), null=True, editable=False)
    birthday_on = models.DateField(_("next birthday"), null=True, editable=False)

    class Meta:
        verbose_name = _("veteran cadre")
        verbose_name_plural = _("veteran cadres")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note the next birthday on which nobody has called yet."""
        after = self.greeted_on + NEAR if self.greeted_on else timezone.localdate(self.entered_at)
        self.birthday_on = next_birthday(self.born_on, after) if self.born_on else None
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Born, then retired, both in the past."""
        refuse(not_ahead(self, "born_on", "retired_on"), in_order(self, "born_on", "retired_on"))


def next_birthday(born: dt.date, after: dt.date) -> dt.date:
    """The first birthday on that day or later; who was born on 29 February has it on the 28th in other years."""
    years = max(after.year - born.year, 0)
    day = months_after(born, 12 * years)
    return day if day >= after else months_after(born, 12 * (years + 1))


class CadreVisit(Case):
    """A visit to a veteran cadre, and the need that shows (计划→走访→需求→办结)."""

    class Occasion(models.TextChoices):
        """Why one goes: festivals, birthdays, illness, or in the ordinary round."""

        FESTIVAL = "festival", _("Festival")
        BIRTHDAY = "birthday", _("Birthday")
        ILLNESS = "illness", _("Illness")
        ROUND = "round", _("Ordinary visit")

    cadre = models.ForeignKey(VeteranCadre, models.PROTECT, related_name="visits", verbose_name=_("veteran cadre"))
    occasion = models.CharField(_("why one goes"), max_length=8, choices=Occasion, db_index=True)
    planned_on = models.DateField(_("planned for"))
    visitors = models.CharField(_("who goes"), max_length=120)
    visited_on = models.DateField(_("visited on"), null=True, blank=True)
    found = models.TextField(_("how they are"), blank=True)
    need = models.TextField(_("what is needed"), blank=True)
    need_by = models.DateField(_("needed by"), null=True, blank=True)
    met = models.TextField(_("how the need was met"), blank=True)

    class Meta:
        verbose_name = _("visit to a veteran cadre")
        verbose_name_plural = _("visits to veteran cadres")
        permissions = (
            ("handle_cadrevisit", _("Visit veteran cadres")),
            ("close_cadrevisit", _("Confirm that needs of veteran cadres were met")),
        )

    def clean(self) -> None:
        """Nobody has visited tomorrow; a need comes after the visit."""
        refuse(not_ahead(self, "visited_on"), in_order(self, "visited_on", "need_by"))


class CadreEvent(Event):
    """Something that veteran cadres do together."""

    class Kind(models.TextChoices):
        STUDY = "study", _("Study and news")
        OUTING = "outing", _("Outing")
        FESTIVE = "festive", _("Festive meeting")
        HEALTH = "health", _("Health check")

    sort = models.CharField(_("what it is"), max_length=8, choices=Kind, db_index=True)
    escort = models.TextField(_("transport, and who looks after health on the way"))
    wishes = models.TextField(_("wishes that were heard"), blank=True)

    class Meta:
        verbose_name = _("event for veteran cadres")
        verbose_name_plural = _("events for veteran cadres")
        permissions = (("handle_cadreevent", _("Hold events for veteran cadres")),)
