"""Judging services (好差评): five grades for each step, and how many of each were given in a month."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.catalogue.models import Item


class Step(models.TextChoices):
    GUIDE = "guide", _("Finding out and this guide")
    BOOKING = "booking", _("Booking a time")
    WINDOW = "window", _("At the window")
    ACCEPTANCE = "accept", _("How my application was accepted")
    RESULT = "result", _("The result")
    DELIVERY = "deliver", _("How I got the result")


class Grade(models.IntegerChoices):
    """Five grades (Shanghai Regulations on the Business Environment, art. 30)."""

    VERY_GOOD = 5, _("Very satisfied")
    GOOD = 4, _("Satisfied")
    FAIR = 3, _("Fair")
    POOR = 2, _("Dissatisfied")
    VERY_POOR = 1, _("Very dissatisfied")


class Review(models.Model):
    """One judgement of one step. It holds no name: who wants to be called back stands in the matter opened for it."""

    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="reviews", verbose_name=_("service item"))
    step = models.CharField(_("what is judged"), max_length=8, choices=Step)
    grade = models.PositiveSmallIntegerField(_("grade"), choices=Grade)
    said = models.TextField(_("what was said"), blank=True)
    given_at = models.DateTimeField(_("when"), default=timezone.now)
    asked = models.CharField(max_length=32, blank=True, default="", editable=False)  # the form that was sent
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("matter opened")
    )

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [
            models.Index(fields=["-given_at", "-id"], name="reviews_newest_first"),
            models.Index(fields=["grade", "-given_at", "-id"], name="reviews_of_a_grade"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_grade_display()}"


class Tally(models.Model):
    """How often a grade was given to a step of an item in a month: what the public results are read from."""

    month = models.DateField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=8, choices=Step)
    grade = models.PositiveSmallIntegerField(choices=Grade)
    given = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "item", "step", "grade"], name="one_tally_of_a_grade", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_step_display()} {self.grade}: {self.given}"
