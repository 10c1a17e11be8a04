"""When somebody is away, and who stands in."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences by day."""

    def on(self, day: date | None = None) -> "AbsenceQuerySet":
        """Those that have begun and not ended on a day (today unless told)."""
        day = day or timezone.localdate()
        return self.filter(first__lte=day, last__gte=day)


class Absence(models.Model):
    """A person away from one day to another, both included, and the colleague who acts meanwhile. It ends by itself."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="absences", verbose_name=_("person"))
    first = models.DateField(_("first day away"))
    last = models.DateField(_("last day away"))
    deputy = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
    )
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("entered by"))
    set_at = models.DateTimeField(auto_now_add=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("first", "id")
        indexes = (
            models.Index(fields=("deputy", "last"), name="absence_by_deputy"),
            models.Index(fields=("user", "last"), name="absence_by_user"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="absence_ends_after_begin"),
            models.CheckConstraint(condition=~models.Q(deputy=models.F("user")), name="absence_deputy_is_another"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.first} - {self.last}"
