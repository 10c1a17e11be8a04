"""Questions to the petitioner, the answer, and what the petitioner thinks of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from petitions.models.petition import Petition


class Answer(models.Model):
    """The written answer of one round: drafted by the handler, released by the head, then never changed."""

    class Outcome(models.TextChoices):
        """What becomes of the request (art. 32)."""

        SUPPORTED = "supported", _("Supported")
        EXPLAINED = "explained", _("Reasonable, but without a basis in law: explained")
        NOT_SUPPORTED = "not_supported", _("Not supported")
        ADOPTED = "adopted", _("Suggestion adopted")
        PARTLY = "partly", _("Suggestion adopted in part")
        NOTED = "noted", _("Suggestion noted, not adopted")
        IMPORTED = "imported", _("Answered in another system")

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="answers")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome)
    text = models.TextField(_("facts, reasons and opinion"))
    basis = models.TextField(_("legal basis"), blank=True)
    # Nobody here, when the answer came from another system.
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("round",)
        constraints = (models.UniqueConstraint(fields=("petition", "round"), name="one_answer_a_round"),)

    def __str__(self) -> str:
        return f"{self.petition_id} {self.round}"


class Question(models.Model):
    """Something staff asked the petitioner. Asking stops no legal clock."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("petition",), condition=models.Q(replied_at=None), name="one_question_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.petition_id}"


class Judgement(models.Model):
    """What the petitioner thinks of the office and of the answer, each in five grades, once a round."""

    class Grade(models.IntegerChoices):
        """Five grades."""

        VERY_GOOD = 5, _("Very satisfied")
        GOOD = 4, _("Satisfied")
        FAIR = 3, _("Fair")
        POOR = 2, _("Dissatisfied")
        VERY_POOR = 1, _("Very dissatisfied")

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="judgements")
    # The representative who judged; empty means the first one.
    petitioner = models.ForeignKey("petitions.Petitioner", models.SET_NULL, null=True, related_name="+")
    round = models.PositiveSmallIntegerField()
    office_grade = models.PositiveSmallIntegerField(_("the office's service"), choices=Grade)
    answer_grade = models.PositiveSmallIntegerField(_("the answer"), choices=Grade)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ("round",)
        constraints = (models.UniqueConstraint(fields=("petition", "round"), name="judged_once_a_round"),)

    def __str__(self) -> str:
        return f"{self.petition_id} {self.round}"

    @property
    def unhappy(self) -> bool:
        """Say whether it asks for a second look."""
        return min(self.office_grade, self.answer_grade) <= self.Grade.POOR
