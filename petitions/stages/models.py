"""What stages of a letter keep beside it: where it came from, and an extension asked for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from petitions.letters.models import Petition


class Transferred(models.Model):
    """A letter that another body passed to us. Its limits run from the day on which the transfer arrived (art. 23)."""

    petition = models.OneToOneField(Petition, models.CASCADE, related_name="transferred")
    body = models.ForeignKey(
        "organisation.DistrictBody", models.PROTECT, null=True, related_name="+", verbose_name=_("transferred by")
    )
    sender = models.CharField(_("transferred by, where it is no body of the district"), max_length=120, blank=True)
    received_on = models.DateField(_("transfer received on"))
    object_until = models.DateField(_("last day to object"))
    objected_at = models.DateTimeField(_("objected"), null=True)
    objection = models.TextField(_("reasons of the objection"), blank=True)
    settled_at = models.DateTimeField(_("objection settled"), null=True)
    agreed = models.BooleanField(_("the sender takes it back"), null=True)
    reply = models.TextField(_("reply of the sender"), blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        indexes = (models.Index(fields=("object_until",), name="transfer_object_until"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(body__isnull=False) | ~models.Q(sender=""), name="transfer_has_a_sender"
            ),
        )

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The name of the body that sent it."""
        return str(self.body) if self.body else self.sender

    @property
    def waits(self) -> bool:
        """Say whether an objection waits for the sender."""
        return self.objected_at is not None and self.settled_at is None


class Extension(models.Model):
    """More time for the answer, asked for by the handler and granted by the head, once (art. 34)."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="extensions")
    days = models.PositiveSmallIntegerField(_("days more"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("petition",), condition=models.Q(decided_at=None), name="one_extension_waits"
            ),
            models.UniqueConstraint(fields=("petition",), condition=models.Q(granted=True), name="extended_once"),
            models.CheckConstraint(condition=models.Q(days__range=(1, 30)), name="extension_at_most_30_days"),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} +{self.days}"
