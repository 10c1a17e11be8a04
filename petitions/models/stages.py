"""What stages of a letter keep beside it: where it came from, an extension asked for, requests for review."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from petitions.models.petition import Petition


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


class Review(models.Model):
    """A petitioner's request that the body above looks at an opinion, and what became of it (art. 35, 36).

    Every request goes up. Whether it came too late is computed and told; only the body that decides refuses.
    """

    class Stage(models.IntegerChoices):
        """Review by the district government, re-review by the municipal government."""

        REVIEW = 1, _("Review")
        RE_REVIEW = 2, _("Re-review")

    class How(models.TextChoices):
        """How the request came."""

        ONLINE = "online", _("Online")
        WINDOW = "window", _("At the window")
        POST = "post", _("By post")

    class Decision(models.TextChoices):
        """What the body decided."""

        UPHELD = "upheld", _("The opinion is upheld")
        CHANGED = "changed", _("The opinion is changed")
        REVOKED = "revoked", _("The opinion is revoked, and the matter handled again")
        NOT_ACCEPTED = "not_accepted", _("The request is not accepted")

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="reviews")
    # Whoever of the petitioners asked; what they wrote is theirs alone to read.
    petitioner = models.ForeignKey("petitions.Petitioner", models.SET_NULL, null=True, related_name="+")
    # Which opinion of ours it is about: after a revoked one a new one is given, which may be reviewed as well.
    round = models.PositiveSmallIntegerField(_("round of the opinion"), default=1)
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    how = models.CharField(_("how it came"), max_length=6, choices=How)
    asked_on = models.DateField(_("asked on"))
    asked_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("what is asked for, and why"))
    last_day = models.DateField(_("last day to ask"), null=True)
    days_late = models.PositiveSmallIntegerField(_("days late"), default=0)
    report = models.OneToOneField("district.Report", models.PROTECT, null=True, related_name="+")
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, blank=True)
    number = models.CharField(_("number of the opinion"), max_length=60, blank=True)
    decided_on = models.DateField(_("date of the opinion"), null=True)
    text = models.TextField(_("the opinion"), blank=True)
    decided_at = models.DateTimeField(_("known here"), null=True)
    served_at = models.DateTimeField(_("the petitioner has the opinion"), null=True)
    ask_until = models.DateField(_("last day to ask for re-review"), null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("request for review")
        verbose_name_plural = _("requests for review")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("petition",), condition=models.Q(decided_at=None), name="one_review_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} {self.stage}"

    @property
    def is_open(self) -> bool:
        """Say whether the body still has to decide."""
        return self.decided_at is None

    @property
    def accepted(self) -> bool:
        """Say whether the body took it on and decided it."""
        return self.decided_at is not None and self.decision != self.Decision.NOT_ACCEPTED

    @property
    def revokes(self) -> bool:
        """Say whether the matter was sent back to be handled again."""
        return self.decision == self.Decision.REVOKED
