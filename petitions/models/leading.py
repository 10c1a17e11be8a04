"""Leaders who receive people themselves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReceptionDay(models.Model):
    """A day on which a leader receives people, made known beforehand (Regulations on petition work, art. 18)."""

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("leader"))
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        default_permissions = ()
        verbose_name = _("reception day")
        verbose_name_plural = _("reception days")
        ordering = ("day", "starts", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("leader", "day", "starts"),
                name="reception_once",
                violation_error_message=_("This leader receives at this time already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="reception_ends_after_it_starts",
                violation_error_message=_("The end comes before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.leader} {self.day}"
