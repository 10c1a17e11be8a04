"""Steps and money of projects."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Milestone(models.Model):
    """One step of a project with its day, and what was done."""

    project = models.ForeignKey("cases.Case", models.PROTECT, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=120)
    due_on = models.DateField(_("to be reached by"))
    done_on = models.DateField(_("reached"), null=True)
    done = models.TextField(_("what was done"), blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.title


class Spending(models.Model):
    """Money of a project that was spent, in yuan, with its voucher."""

    project = models.ForeignKey("cases.Case", models.PROTECT, related_name="spendings")
    paid_on = models.DateField(_("paid"))
    amount = models.DecimalField(_("amount (yuan)"), max_digits=12, decimal_places=2)
    purpose = models.CharField(_("what for"), max_length=120)
    voucher = models.CharField(_("number of the voucher"), max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name = _("spending")
        verbose_name_plural = _("spendings")
        ordering = ("paid_on", "id")
        constraints = (models.CheckConstraint(condition=models.Q(amount__gt=0), name="spending_above_nothing"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.amount}"
