"""Requests for review and what became of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from petitions.letters.models import Petition


class Review(models.Model):
    """A petitioner's request that the body above looks at an opinion, and what became of it (art. 35, 36).

    Every request goes up. Whether it came too late is computed and told; only the body that decides refuses.
    """

    class Stage(models.IntegerChoices):
        """Review by the district government, re-review by the municipal government."""

        REVIEW = 1, _("Review")
        RE_REVIEW = 2, _("Re-review")

    class How(models.TextChoices):
        ONLINE = "online", _("Online")
        WINDOW = "window", _("At the window")
        POST = "post", _("By post")

    class Decision(models.TextChoices):
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
