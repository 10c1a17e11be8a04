"""The table of days: one row for each day of every year whose holidays have been published.

A day without a row is not known yet: it follows the Monday-to-Friday rule, but for the festivals that the law itself
names (`by_law`), and what is counted over it is provisional.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import Bilingual


class DayQuerySet(models.QuerySet["Day"]):
    """Days by range and by year."""

    def published_years(self) -> list[int]:
        """Return the years of which every day is known."""
        counted = self.values_list("date__year").annotate(days=Count("date")).order_by("date__year")
        return [year for year, days in counted if days == _length(year)]


class Day(Bilingual, models.Model):
    """One day of the calendar: working or off, and the holiday that makes it so."""

    class Source(models.TextChoices):
        """Where the row comes from; a day edited here is not overwritten when a year is loaded again."""

        PUBLISHED = "published", _("published holiday plan")
        EDITED = "edited", _("edited here")

    date = models.DateField(_("date"), primary_key=True)
    working = models.BooleanField(_("working day"))
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.EDITED)

    objects = DayQuerySet.as_manager()

    class Meta:
        """In the order of the calendar."""

        ordering = ("date",)
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def __str__(self) -> str:
        return f"{self.date} {self.name}".rstrip()

    def values(self) -> dict[str, object]:
        """Return what can change on a day, for comparing and for the log."""
        return {"working": self.working, "name_zh": self.name_zh, "name_en": self.name_en}


def days_of(year: int) -> Iterable[date]:
    """Return every day of a year."""
    return (date(year, 1, 1) + timedelta(days=number) for number in range(_length(year)))


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days
