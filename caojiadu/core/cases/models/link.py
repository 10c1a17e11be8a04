"""Two cases that belong together: related, repeated, merged, split."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models.case import Case


class CaseLink(models.Model):
    """One case points at another. What undoes a link ends its row; the row stays."""

    class Kind(models.TextChoices):
        """In what way, said of the case that points."""

        RELATED = "related", _("related to")
        REPEAT = "repeat", _("repeats")
        MERGED = "merged", _("merged into")
        SPLIT = "split", _("split off from")

    kind = models.CharField(max_length=8, choices=Kind)
    case = models.ForeignKey(Case, models.CASCADE, related_name="links_from")
    other = models.ForeignKey(Case, models.CASCADE, related_name="links_to")
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(null=True)
    # What the case was before, for what can be undone: keys and moments, never words.
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("link between cases")
        verbose_name_plural = _("links between cases")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "other", "kind"), condition=models.Q(until=None), name="linked_once"
            ),
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(until=None, kind="merged"), name="merged_into_one"
            ),
            models.CheckConstraint(condition=~models.Q(case=models.F("other")), name="linked_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"
