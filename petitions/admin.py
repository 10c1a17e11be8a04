"""Letters and calls for administrators: settings only, no letter."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.admin import Audited
from caojiadu.core.cases.grants import people_to_grant
from caojiadu.core.front.templatetags.portal import moment
from petitions.learning.models import Hint, LearningRule, Learnt
from petitions.petitioners.models import JointRules
from petitions.suggestions.models import Call
from petitions.supervision.models import BreachKind
from petitions.urgent.models import DutyOrder


@admin.register(Call)
class CallAdmin(Audited, ModelAdmin):
    """What is asked, from which day to which; a call that letters name is taken off the site, not removed."""

    owner = SYSTEM
    list_display = ("name_zh", "name_en", "opens_on", "closes_on", "published")
    list_filter = ("published",)
    search_fields = ("name_zh", "name_en")
    fields = ("name_zh", "text_zh", "name_en", "text_en", "opens_on", "closes_on", "published")

    def has_delete_permission(self, request: HttpRequest, obj: Call | None = None) -> bool:
        """Letters may point to it."""
        return False


@admin.register(JointRules)
class JointRulesAdmin(Audited, ModelAdmin):
    """One row, changed here and recorded; it is there from the beginning."""

    owner = SYSTEM
    list_display = ("__str__", "representatives_online", "mass_from", "link_days", "consent_days")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


LATELY = 90  # days


def percent(share: float | None) -> str:
    """A share as a reader writes it."""
    return "—" if share is None else f"{share:.0%}"


@admin.register(LearningRule)
class LearningRuleAdmin(Audited, ModelAdmin):
    """The threshold, beside what the last training measured on letters that it had not seen."""

    owner = SYSTEM
    list_display = ("subject_name", "active", "at_least", "last", "accuracy", "baseline", "taken")
    list_display_links = ("subject_name",)
    measured = ("last", "learnt_from", "accuracy", "baseline", "spoke", "right", "taken")
    fieldsets = (
        (None, {"fields": ("subject_name", "active", "threshold", "min_examples", "min_each")}),
        (
            _("What the last training measured"),
            {
                "fields": measured,
                "description": _(
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

    @admin.display(description=_("what is suggested"))
    def subject_name(self, row: LearningRule) -> str:
        """The subject in words."""
        return row.get_subject_display()

    @admin.display(description=_("sure at least"))
    def at_least(self, row: LearningRule) -> str:
        return f"{row.threshold} %"

    @admin.display(description=_("last training"))
    def last(self, row: LearningRule) -> str:
        found = self._last(row)
        return moment(timezone.localtime(found.at)) if found else gettext("none yet: too few decisions")

    @admin.display(description=_("learnt from"))
    def learnt_from(self, row: LearningRule) -> str:
        found = self._last(row)
        said = gettext("%(examples)d decisions, %(classes)d told apart")
        return said % {"examples": found.examples, "classes": found.classes} if found else "—"

    @admin.display(description=_("right, of all letters"))
    def accuracy(self, row: LearningRule) -> str:
        """Accuracy by cross-validation."""
        found = self._last(row)
        return percent(found and found.accuracy)

    @admin.display(description=_("right, by always saying the commonest"))
    def baseline(self, row: LearningRule) -> str:
        """The majority baseline."""
        found = self._last(row)
        return percent(found and found.baseline)

    @admin.display(description=_("letters for which it speaks at the threshold of then"))
    def spoke(self, row: LearningRule) -> str:
        return self._figure(row, "spoke")

    @admin.display(description=_("right when it speaks"))
    def right(self, row: LearningRule) -> str:
        return self._figure(row, "right")

    @admin.display(description=_("taken by clerks in the last 90 days"))
    def taken(self, row: LearningRule) -> str:
        """How many of the suggestions shown were taken."""
        since = timezone.now() - dt.timedelta(days=LATELY)
        shown = list(Hint.objects.filter(subject=row.subject, at__gte=since).values_list("taken", flat=True)[:10_000])
        said = gettext("%(taken)d of %(shown)d shown")
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


@admin.register(BreachKind)
class BreachKindAdmin(Audited, ModelAdmin):
    """What is out of use stays on the cards that name it; nothing is deleted."""

    owner = SYSTEM
    list_display = ("name_zh", "name_en", "article", "active", "order")
    ordering = ("order", "id")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DutyOrder)
class DutyOrderAdmin(Audited, ModelAdmin):
    """The line, first to last; a person may stand in it for some days only."""

    owner = SYSTEM
    list_display = ("place", "user", "minutes", "since", "until")
    list_display_links = ("user",)
    list_select_related = ("user",)
    ordering = ("place", "id")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> ModelChoiceField:
        """Only those who do case work today."""
        kwargs["queryset"] = people_to_grant()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


__all__ = ["BreachKindAdmin", "CallAdmin", "DutyOrderAdmin", "JointRulesAdmin", "LearningRuleAdmin"]
