"""Who signed up for an event."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignUp(models.Model):
    """One person on the list of an event, with whoever comes along: a place, a wait for one, and whether they came."""

    class State(models.TextChoices):
        """Where somebody stands on the list."""

        PLACE = "place", _("Has a place")
        WAITING = "waiting", _("Waiting for a place")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    event = models.ForeignKey("cases.Case", models.PROTECT, related_name="sign_ups")
    resident = models.ForeignKey("community.Resident", models.PROTECT, related_name="+", verbose_name=_("resident"))
    people = models.PositiveSmallIntegerField(_("people in all"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State)
    came = models.BooleanField(_("came"), null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("event", "resident"), condition=~models.Q(state="withdrawn"), name="signed_up_once"
            ),
        )

    def __str__(self) -> str:
        """The name masked, the phone's last digits, and how many come."""
        more = f" × {self.people}" if self.people > 1 else ""
        return f"{self.resident.masked_name} {self.resident.masked_phone}{more}"
