"""Appraising branches (C2, R3): rounds open to residents and social organisations, and the street's own opinion."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.rules import in_order, refuse
from offices.management.resources.models import Resource
from offices.management.supervision.models import URGED


class Grade(models.IntegerChoices):
    """Five grades, as residents give them."""

    VERY_GOOD = 5, _("Very satisfied")
    GOOD = 4, _("Satisfied")
    FAIR = 3, _("Fairly satisfied")
    POOR = 2, _("Dissatisfied")
    VERY_POOR = 1, _("Very dissatisfied")


class Voice(models.TextChoices):
    """Who appraises. Nobody is asked for a name."""

    RESIDENT = "resident", _("Resident")
    ORGANISATION = "organisation", _("Social organisation")
    UNIT = "unit", _("Unit or shop in the sub-district")


class AppraisalRound(Case):
    """One round of appraisal (评议), open from one day to another to residents, social organisations and units."""

    year = models.PositiveSmallIntegerField(
        _("year that is appraised"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    about = models.TextField(_("what to look at"), help_text=_("Residents read this above the form."))
    opens_on = models.DateField(_("open from"))
    closes_on = models.DateField(_("open until"))
    # Since when everybody reads the form, and after the count the result; empty in between.
    published_on = models.DateField(_("published on"), null=True, editable=False)

    class Meta:
        verbose_name = _("round of appraisal")
        verbose_name_plural = _("rounds of appraisal")
        permissions = (
            ("handle_appraisalround", _("Prepare rounds of appraisal")),
            ("close_appraisalround", _("Open and end rounds of appraisal")),
        )

    @property
    def public_url(self) -> str:
        return reverse("management_public:appraisal", args=[self.number])

    def clean(self) -> None:
        super().clean()
        refuse(in_order(self, "opens_on", "closes_on"))


class BranchAppraisal(Case):
    """One branch or department in a round: what residents gave, and the opinion of the street, which counts.

    The street's opinion is heard when a branch is appraised (Street ordinance, art. 11).
    """

    round = models.ForeignKey(AppraisalRound, models.PROTECT, related_name="appraisals", verbose_name=_("round"))
    resource = models.ForeignKey(
        Resource, models.PROTECT, related_name="appraisals", verbose_name=_("who is appraised")
    )
    street_grade = models.PositiveSmallIntegerField(
        _("grade given by the street"), choices=Grade, null=True, blank=True
    )
    street_opinion = models.TextField(_("opinion of the street"), blank=True)

    class Meta:
        verbose_name = _("appraisal of a branch")
        verbose_name_plural = _("appraisals of branches")
        permissions = (
            ("handle_branchappraisal", _("Write opinions on branches")),
            ("close_branchappraisal", _("Sign opinions on branches")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("round", "resource"),
                name="appraisal_once_a_round",
                violation_error_message=_("This body is in the round already."),
            ),
        )

    def clean(self) -> None:
        """Appraised are departments and their branches, in a round that nobody has answered yet."""
        super().clean()
        if self.resource_id and self.resource.kind not in URGED:
            raise ValidationError({"resource": gettext("Appraised are departments and the branches that they send.")})
        if self.round_id and self._state.adding and self.round.state != "round_drafted":
            raise ValidationError({"round": gettext("This round is open or over: nobody joins it any more.")})


class Ballot(models.Model):
    """One form sent in a round: no name, no address; the digest says only that the same browser or account sent it.

    It goes when the round closes, so that a ballot belongs to nobody.
    """

    round = models.ForeignKey(AppraisalRound, models.CASCADE, related_name="ballots")
    digest = models.CharField(max_length=64, blank=True)
    voice = models.CharField(_("who appraises"), max_length=12, choices=Voice)
    remark = models.TextField(_("what should get better"), blank=True)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        default_permissions = ()
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ("-sent_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("round", "digest"), condition=~models.Q(digest=""), name="ballot_once"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.voice}"


class GradeCount(models.Model):
    """How often a grade was given to a body: once by a ballot, or so many times on paper."""

    appraisal = models.ForeignKey(BranchAppraisal, models.CASCADE, related_name="counts")
    ballot = models.ForeignKey(Ballot, models.CASCADE, null=True, related_name="counts")
    voice = models.CharField(_("who appraises"), max_length=12, choices=Voice)
    grade = models.PositiveSmallIntegerField(_("grade"), choices=Grade)
    number = models.PositiveIntegerField(_("number"), default=1)

    class Meta:
        default_permissions = ()
        verbose_name = _("count of a grade")
        verbose_name_plural = _("counts of grades")
        indexes = (models.Index(fields=("appraisal", "voice", "grade"), name="grade_count"),)
        constraints = (
            models.UniqueConstraint(
                fields=("appraisal", "ballot"), condition=models.Q(ballot__isnull=False), name="grade_once_a_ballot"
            ),
        )

    def __str__(self) -> str:
        return f"{self.appraisal_id} {self.grade} {self.number}"
