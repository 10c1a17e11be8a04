"""How a paper reached somebody: sent is not served."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.documents.models.paper import Paper


class Service(models.Model):
    """One paper on its way to one person or body. One paper has as many as there are people to tell.

    Served means: read online, signed for at the window or on the post's slip, or, where the person agreed to
    electronic service, delivered as a message with a receipt. Limits that start "on receipt" start from `served_at`.
    """

    class How(models.TextChoices):
        """The way it goes."""

        ONLINE = "online", _("read online")
        WINDOW = "window", _("handed over and signed for")
        POST = "post", _("by post, signed for")
        SMS = "sms", _("text message, with a delivery receipt")
        EMAIL = "email", _("e-mail, with a delivery receipt")

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="services")
    # Nobody, when the petitioner wrote without a name and reads by number and code.
    resident = models.ForeignKey("community.Resident", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("organisation.DistrictBody", models.PROTECT, null=True, related_name="+")
    how = models.CharField(_("how"), max_length=8, choices=How)
    sent_at = models.DateTimeField(_("sent"), null=True)
    served_at = models.DateTimeField(_("served"), null=True)
    proof = models.CharField(_("proof"), max_length=200, blank=True)
    proof_file = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    # Nobody, when the resident read it online or a receipt came from the provider.
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("service of a paper")
        verbose_name_plural = _("services of papers")
        ordering = ("id",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=False) | models.Q(served_at__isnull=False),
                name="service_sent_or_served",
            ),
            models.CheckConstraint(
                condition=models.Q(served_at=None) | models.Q(how="online") | ~models.Q(proof=""),
                name="service_has_its_proof",
            ),
            models.CheckConstraint(condition=models.Q(resident=None) | models.Q(body=None), name="service_to_one"),
        )
        indexes = (models.Index(fields=("paper", "served_at"), name="service_of_paper"),)

    def __str__(self) -> str:
        return f"{self.paper_id} {self.how}"

    @property
    def to(self) -> Any:
        """Whom it went to, with the name masked; nobody is a petitioner without a name."""
        return self.body or self.resident or _("the petitioner")
