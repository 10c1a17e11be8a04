"""How many hours of training a group owes in a year: a setting, for the sheet leaves it open (G0)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import refuse
from offices.human_resources.patterns.person import Group


class TrainingTarget(Record):
    """The hours that one group of staff owes in a year, and the notice that says so."""

    group = models.CharField(_("group of staff"), max_length=10, choices=Group, db_index=True)
    year = models.PositiveSmallIntegerField(_("year"), validators=(MinValueValidator(2000), MaxValueValidator(2100)))
    hours = models.PositiveSmallIntegerField(_("hours owed in the year"))
    source = models.CharField(_("notice or rule that says so"), max_length=160)

    class Meta:
        verbose_name = _("training hours owed")
        verbose_name_plural = _("training hours owed")

    def clean(self) -> None:
        """One number for each group and year."""
        same = TrainingTarget.objects.filter(group=self.group, year=self.year, ended_on=None).exclude(pk=self.pk)
        refuse({"group": gettext("This group's hours of that year are there already.")} if same.exists() else {})

    @classmethod
    def owed(cls, group: str, year: int) -> int | None:
        """The hours owed; None where nobody has entered them."""
        return cls.objects.filter(group=group, year=year, ended_on=None).values_list("hours", flat=True).first()
