"""What is learnt from clerks' decisions, when it may speak, and whether clerks took what it said."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from petitions.letters.models import Petition


class Subject(models.TextChoices):
    """What can be suggested."""

    CATEGORY = "category", _("Category, when a letter is registered")
    OFFICE = "office", _("Lead office, when it is accepted")


class LearningRule(models.Model):
    """When a suggestion is shown: an administrator's to set."""

    subject = models.CharField(_("what is suggested"), max_length=8, choices=Subject, unique=True)
    active = models.BooleanField(_("shown to clerks"), default=True)
    threshold = models.PositiveSmallIntegerField(
        _("sure at least, in per cent"),
        default=60,
        validators=(MinValueValidator(30), MaxValueValidator(99)),
        help_text=_("Below this nothing is said."),
    )
    min_examples = models.PositiveIntegerField(
        _("decisions needed before anything is learnt"),
        default=200,
        validators=(MinValueValidator(20),),
    )
    min_each = models.PositiveSmallIntegerField(
        _("decisions needed for one category or office"),
        default=5,
        validators=(MinValueValidator(5), MaxValueValidator(1000)),
        help_text=_("What was chosen less often is never suggested."),
    )

    class Meta:
        verbose_name = _("rule for suggestions")
        verbose_name_plural = _("suggestions of category and office")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.get_subject_display()


class Learnt(models.Model):
    """One training: how well it did on letters it had not seen, and its weights, which hold no text of a letter."""

    subject = models.CharField(_("what is suggested"), max_length=8, choices=Subject)
    at = models.DateTimeField(_("trained"))
    examples = models.PositiveIntegerField(_("decisions"))
    classes = models.PositiveIntegerField(_("told apart"))
    accuracy = models.FloatField(_("right, by cross-validation"))
    baseline = models.FloatField(_("right, by always saying the commonest"))
    figures = models.JSONField(_("figures"), default=dict)
    data = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        indexes = (models.Index(fields=("subject", "-id"), name="learnt_newest"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.at:%Y-%m-%d}"


class Hint(models.Model):
    """A suggestion that a clerk saw, and what the clerk chose. It names no clerk: the suggestions are measured."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=8, choices=Subject)
    learnt = models.ForeignKey(Learnt, models.SET_NULL, null=True, related_name="+")
    suggested = models.PositiveBigIntegerField()
    sure = models.FloatField()
    chosen = models.PositiveBigIntegerField(null=True)
    taken = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("suggestion shown")
        verbose_name_plural = _("suggestions shown")
        indexes = (models.Index(fields=("subject", "at"), name="hint_when"),)

    def __str__(self) -> str:
        return f"{self.petition_id} {self.subject}"
