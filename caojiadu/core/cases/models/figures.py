"""Figures of a long period: counted behind the scenes, kept for the person who asked."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureCount(models.Model):
    """One count of the figures of a period, over what one person may open. `reached` is the last day counted so far."""

    kind = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # What a change of posts changes: somebody who opens other matters than before is counted for again.
    tokens = ArrayField(models.IntegerField())
    since = models.DateField()
    until = models.DateField()
    narrowed = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    reached = models.DateField(null=True)
    made_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    rest = models.JSONField(default=list)

    class Meta:
        verbose_name = _("count of figures")
        verbose_name_plural = _("counts of figures")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "user", "tokens", "since", "until", "narrowed"), name="figure_count_once"
            ),
        )
        indexes = (models.Index(fields=("id",), name="figure_count_waiting", condition=models.Q(made_at=None)),)

    def __str__(self) -> str:
        return f"{self.kind} {self.since} {self.until}"

    @property
    def percent(self) -> int:
        """How far the count is, from 0 to 100."""
        if self.reached is None:
            return 0
        return 100 * ((self.reached - self.since).days + 1) // ((self.until - self.since).days + 1)
