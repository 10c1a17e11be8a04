"""When a category or an office is suggested, and how well that does."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from caojiadu.core.cases.admin import Audited
from caojiadu.core.front.templatetags.portal import moment
from petitions.models import Hint, LearningRule, Learnt

LATELY = 90  # days


def percent(share: float | None) -> str:
    """A share as a reader writes it."""
    return "—" if share is None else f"{share:.0%}"


@admin.register(LearningRule)
class LearningRuleAdmin(Audited, ModelAdmin):
    """The threshold, beside what the last training measured on letters that it had not seen."""

    list_display = ("subject_name", "active", "at_least", "last", "accuracy", "baseline", "taken")
    list_display_links = ("subject_name",)
    measured = ("last", "learnt_from", "accuracy", "baseline", "spoke", "right", "taken")
    fieldsets = (
        (None, {"fields": ("subject_name", "active", "threshold", "min_examples", "min_each")}),
        (
            gettext_lazy("What the last training measured"),
            {
                "fields": measured,
                "description": gettext_lazy(
                    "By cross-validation: each letter was judged by a training that had not seen it, nor another "
                    "letter of the same person. It is trained every night when there are new decisions."
                ),
            },
        ),
    )
    readonly_fields = ("subject_name", *measured)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """What can be suggested is given."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LearningRule | None = None) -> bool:
        """Untick it instead."""
        return False

    @admin.display(description=gettext_lazy("what is suggested"))
    def subject_name(self, row: LearningRule) -> str:
        """The subject in words."""
        return row.get_subject_display()

    @admin.display(description=gettext_lazy("sure at least"))
    def at_least(self, row: LearningRule) -> str:
        """The threshold."""
        return f"{row.threshold} %"

    @admin.display(description=gettext_lazy("last training"))
    def last(self, row: LearningRule) -> str:
        """When."""
        found = self._last(row)
        return moment(timezone.localtime(found.at)) if found else _("none yet: too few decisions")

    @admin.display(description=gettext_lazy("learnt from"))
    def learnt_from(self, row: LearningRule) -> str:
        """How much."""
        found = self._last(row)
        said = _("%(examples)d decisions, %(classes)d told apart")
        return said % {"examples": found.examples, "classes": found.classes} if found else "—"

    @admin.display(description=gettext_lazy("right, of all letters"))
    def accuracy(self, row: LearningRule) -> str:
        """Accuracy by cross-validation."""
        found = self._last(row)
        return percent(found and found.accuracy)

    @admin.display(description=gettext_lazy("right, by always saying the commonest"))
    def baseline(self, row: LearningRule) -> str:
        """The majority baseline."""
        found = self._last(row)
        return percent(found and found.baseline)

    @admin.display(description=gettext_lazy("letters for which it speaks at the threshold of then"))
    def spoke(self, row: LearningRule) -> str:
        """Coverage."""
        return self._figure(row, "spoke")

    @admin.display(description=gettext_lazy("right when it speaks"))
    def right(self, row: LearningRule) -> str:
        """Precision."""
        return self._figure(row, "right")

    @admin.display(description=gettext_lazy("taken by clerks in the last 90 days"))
    def taken(self, row: LearningRule) -> str:
        """How many of the suggestions shown were taken."""
        since = timezone.now() - dt.timedelta(days=LATELY)
        shown = list(Hint.objects.filter(subject=row.subject, at__gte=since).values_list("taken", flat=True)[:10_000])
        said = _("%(taken)d of %(shown)d shown")
        return said % {"taken": sum(shown), "shown": len(shown)} if shown else "—"

    def _figure(self, row: LearningRule, name: str) -> str:
        found = self._last(row)
        return percent(found and found.figures.get(name))

    def _last(self, row: LearningRule) -> Any:
        kept = row.__dict__
        if "_newest" not in kept:
            newest = Learnt.objects.filter(subject=row.subject).defer("data").order_by("-pk")
            kept["_newest"] = newest.first()
        return kept["_newest"]
