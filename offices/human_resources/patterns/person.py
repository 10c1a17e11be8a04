"""Somebody who holds a post, of whatever group: since when, and when they reach the retirement age."""

import datetime as dt
import re
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Reminder
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, not_ahead, refuse
from offices.human_resources.retirement import MEASURES, MOST_SHIFT, original_month, retirement_month

MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
BASE = ("born", "original_age", "agreed_shift", "joined_on")
YOUNGEST = 16  # years (Labour Law, art. 15)
RETIRES = Reminder("retires", _("Reaches the retirement age"), "retires_on", lead=180, article=MEASURES, legal=True)


class OriginalAge(models.IntegerChoices):
    """The statutory retirement age before 2025, from which the rise is counted."""

    SIXTY = 60, _("60 (men)")
    FIFTY_FIVE = 55, _("55 (women)")
    FIFTY = 50, _("50 (women)")


class Group(models.TextChoices):
    """The groups of staff that hold posts of the street."""

    CIVIL = "civil", _("Civil servants")
    PERMANENT = "permanent", _("Permanent staff")
    COMMUNITY = "community", _("Community workers")
    SUPPORTING = "supporting", _("Supporting workers")


class PersonInPost(Record):
    """One member of staff; the name is the title. A group adds its posts, grades and terms.

    Of the birth only the month is kept, for nothing else follows from it than the retirement age.
    """

    born = models.CharField(_("year and month of birth"), max_length=7, help_text=_("Like this: 1975-03."))
    original_age = models.PositiveSmallIntegerField(
        _("retirement age before 2025"), choices=OriginalAge, help_text=_("The rise is counted from it.")
    )
    agreed_shift = models.SmallIntegerField(
        _("agreed to retire later, months"),
        null=True,
        blank=True,
        validators=(MinValueValidator(-MOST_SHIFT), MaxValueValidator(MOST_SHIFT)),
        help_text=_("With a minus if earlier; three years at most, and never before the age of before 2025."),
    )
    joined_on = models.DateField(_("joined on"))
    retires_on = models.DateField(_("retirement month from"), null=True, editable=False, db_index=True)

    class Meta:
        abstract = True

    @property
    def birth_month(self) -> dt.date | None:
        """The first day of the month of birth; None while nothing usable was typed."""
        return dt.date.fromisoformat(f"{self.born}-01") if MONTH.fullmatch(self.born) else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note the month of retirement as it follows from the rest."""
        born = self.birth_month
        self.retires_on = retirement_month(born, self.original_age, self.agreed_shift or 0) if born else None
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Old enough when they joined, and not agreed to go before the age of before 2025."""
        refuse(not_ahead(self, "joined_on"), self._no_month(), self._young(), self._early(), *self.own_rules())

    def own_rules(self) -> tuple[Problems, ...]:
        """What the group's own rules find."""
        return ()

    def _no_month(self) -> Problems:
        return {} if self.birth_month else {"born": gettext("Write year and month like this: 1975-03.")}

    def _young(self) -> Problems:
        born = self.birth_month
        if born is None or self.joined_on is None or self.joined_on >= born.replace(year=born.year + YOUNGEST):
            return {}
        return {"joined_on": gettext("Nobody joins before the age of %(n)d.") % {"n": YOUNGEST}}

    def _early(self) -> Problems:
        born = self.birth_month
        if born is None or not self.agreed_shift or self.original_age not in OriginalAge.values:
            return {}
        first = original_month(born, self.original_age)
        if retirement_month(born, self.original_age, self.agreed_shift) >= first:
            return {}
        return {"agreed_shift": gettext("That lies before the retirement age of before 2025.")}


def one_open(case: Any, name: str) -> Problems:
    """Whether, as a matter is opened about the person in that field, another one of its kind is still open."""
    person = getattr(case, f"{name}_id")
    if case.pk or person is None:
        return {}
    other = type(case)._default_manager.filter(**{name: person}, closed_at=None).first()
    said = gettext("One about this person is still open: %(number)s. Have that one decided first.")
    return {name: said % {"number": other.number}} if other else {}
