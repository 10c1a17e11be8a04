"""Rounds of grants to social organisations (H13): how much there is, for one project at most, who may apply when."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, at_most, in_order, refuse

NO_DEBT = MinValueValidator(Decimal(0))


class GrantRound(Record):
    """The money of a year that projects apply for, from one day to another."""

    year = models.PositiveSmallIntegerField(
        _("year of the grants"), validators=(MinValueValidator(2000), MaxValueValidator(2100)), db_index=True
    )
    total = models.DecimalField(_("money in all (yuan)"), max_digits=12, decimal_places=2, validators=(NO_DEBT,))
    most = models.DecimalField(_("most for one project (yuan)"), max_digits=12, decimal_places=2, validators=(NO_DEBT,))
    opens_on = models.DateField(_("applications from"))
    closes_on = models.DateField(_("applications until"))
    conditions = models.TextField(_("who may apply, and what is asked of a project"))

    class Meta:
        verbose_name = _("round of grants")
        verbose_name_plural = _("rounds of grants")

    def clean(self) -> None:
        """It opens before it closes, and no project gets more than there is."""
        refuse(in_order(self, "opens_on", "closes_on"), at_most(self, "most", "total"))

    def is_open(self) -> bool:
        """Whether one may apply today."""
        return self.opens_on <= timezone.localdate() <= self.closes_on

    def left(self, *, but: int | None = None) -> Decimal:
        """Money that no project has been granted; `but` is a project that does not count, like those given up."""
        others = self.projects.exclude(state="grant_dropped").exclude(models.Q(pk=but))
        return self.total - (others.aggregate(sum=models.Sum("granted"))["sum"] or Decimal(0))


def within_the_round(project: Any) -> Problems:
    """A project applies while its round is open, asks for no more than it may, and is granted what is left.

    Each is asked when it is decided: a round that gives less later holds up no project that runs.
    """
    grants: GrantRound | None = project.round
    if grants is None:
        return {}
    if project._state.adding:
        return _applied_for(project, grants)
    left = grants.left(but=project.pk)
    if project.state == "grant_discussed" and project.granted is not None and project.granted > left:
        return {"granted": gettext("Only %(left)s yuan are left in this round.") % {"left": left}}
    return {}


def _applied_for(project: Any, grants: GrantRound) -> Problems:
    if not grants.is_open():
        return {"round": gettext("Nobody can apply to this round today.")}
    if project.budget is not None and project.budget > grants.most:
        return {"budget": gettext("This round gives %(n)s yuan to one project at most.") % {"n": grants.most}}
    return {}
