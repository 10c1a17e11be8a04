"""Months of assistance that were paid before the aid was stopped or lowered for them (D4)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offices.service.assistance.models import AssistanceReview, AssistedHousehold, Overpaid


class OverpaidMonth(models.Model):
    """What becomes of one month of a household that was paid too much for it, and who said so, why.

    Without such a row a further roll of the month sets the difference off; what is to stand it leaves out. Where it is
    said again of the same month, the last word counts; what was said before stands in the history of the entry.
    """

    household = models.ForeignKey(AssistedHousehold, models.PROTECT, related_name="overpaid_months")
    review = models.ForeignKey(AssistanceReview, models.PROTECT, null=True, related_name="overpaid_months")
    month = models.CharField(max_length=7)
    aid = models.CharField(max_length=8, choices=AssistedHousehold.Category)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    choice = models.CharField(max_length=7, choices=Overpaid)
    why = models.TextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("month that was paid too much")
        verbose_name_plural = _("months that were paid too much")
        constraints = (models.UniqueConstraint(fields=("household", "month", "aid"), name="overpaid_month_once"),)

    def __str__(self) -> str:
        return f"{self.household_id} {self.month}"
