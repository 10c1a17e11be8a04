"""What an administrator asked for and a second one must approve before it has any effect."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models.people import User
from caojiadu.core.accounts.roles import Role


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """Requests by whether they still wait."""

    def waiting(self) -> "ApprovalQuerySet":
        """Those that nobody decided and whose days have not run out."""
        return self.filter(decision="", ends_at__gt=timezone.now())


class Approval(models.Model):
    """A change that opens something: who asked for what, for whom and why, and who said yes or no to it."""

    class What(models.TextChoices):
        """What happens once it is approved."""

        POST = "post", _("Give a post")
        LONGER = "longer", _("Let a post last longer")
        ACTIVE = "active", _("Open an account again")
        NAME = "name", _("Change a name")
        PHONE = "phone", _("Change a phone, by which a password is set anew")
        FACTOR = "factor", _("Take away a second factor that was lost")
        BODY = "body", _("Change where reports against people go")

    class Decision(models.TextChoices):
        """What the second administrator said."""

        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    what = models.CharField(_("what is asked"), max_length=10, choices=What.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("concerns"))
    data = models.JSONField(default=dict, editable=False)
    reason = models.CharField(_("why"), max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_as = models.CharField(_("asked as"), max_length=20, choices=Role.choices, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends by itself"))
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True, default="")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to approve")
        verbose_name_plural = _("changes to approve")
        ordering = ("-id",)
        default_permissions = ("view",)
        permissions = (("decide_approval", "Approve or refuse what another administrator asked for"),)
        indexes = (models.Index(fields=("ends_at",), condition=models.Q(decision=""), name="approval_waiting"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("asked_by")) & ~models.Q(decided_by=models.F("user")),
                name="approval_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_by=None, decided_at=None)
                | (~models.Q(decision="") & models.Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="approval_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.user}" if self.user else self.get_what_display()

    @property
    def waits(self) -> bool:
        """Whether it can still be decided."""
        return not self.decision and self.ends_at > timezone.now()
