"""Forms of digests."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.organisation.queries import bodies_for
from petitions.forms.fields import day_input
from petitions.models import Petition
from petitions.oversight.digests import MOST, names_somebody, offered


class PeriodForm(forms.Form):
    """Of which days."""

    since = forms.DateField(label=gettext_lazy("First day"), widget=day_input())
    until = forms.DateField(label=gettext_lazy("Last day"), widget=day_input())

    def clean(self) -> dict[str, Any]:
        """In their order."""
        cleaned = super().clean() or {}
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("The last day comes before the first."))
        return cleaned


def last_quarter() -> dict[str, str]:
    """The last ninety days, to begin with."""
    today = timezone.localdate()
    return {"since": (today - dt.timedelta(days=90)).isoformat(), "until": today.isoformat()}


class SuggestionField(forms.ModelMultipleChoiceField):
    """Suggestions, each with its number, title and outcome."""

    def label_from_instance(self, obj: Petition) -> str:
        """What the list says."""
        return f"{obj.number} {obj.title} · {obj.standing.label}"


class GatherForm(PeriodForm):
    """Which suggestions of the period."""

    suggestions = SuggestionField(
        label=gettext_lazy("Suggestions"),
        queryset=Petition.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those that were adopted, or that belong to a body of the district."),
    )

    def __init__(self, data: Any = None, *, user: Any, since: dt.date, until: dt.date, **kwargs: Any) -> None:
        super().__init__(data, initial={"since": since, "until": until}, **kwargs)
        for name in ("since", "until"):
            self.fields[name].widget = forms.HiddenInput()
        found = offered(user, since, until).values_list("pk", flat=True)[:MOST]
        self.fields["suggestions"].queryset = Petition.objects.filter(pk__in=list(found)).order_by("opened_at", "pk")


class EditDigestForm(MoveForm):
    """A neutral summary of each suggestion, without persons."""

    opening = long_text(gettext_lazy("Opening words"), rows=2, required=False)
    quiet_words = ("opening",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(self.case.items.select_related("suggestion__resident"))
        for item in self.items:
            one = item.suggestion
            self.fields[f"summary_{item.pk}"] = long_text(
                f"{one.number} {one.title}",
                rows=3,
                help_text=_("What is suggested, in neutral words and without persons."),
            )
            self.fields[f"summary_{item.pk}"].initial = item.summary
            self.fields[f"out_{item.pk}"] = forms.BooleanField(label=_("Take it out"), required=False)

    def initial_values(self) -> dict[str, Any]:
        return {"opening": self.case.opening}

    def clean(self) -> dict[str, Any]:
        """No summary names anybody."""
        cleaned = super().clean() or {}
        for item in self.items:
            name = f"summary_{item.pk}"
            if cleaned.get(name) and names_somebody(cleaned[name], item.suggestion):
                self.add_error(name, _("This holds a name, a phone or the number of a paper. Say it without persons."))
        return cleaned


class SendDigestForm(MoveForm):
    """Where it goes."""

    body = forms.ModelChoiceField(label=gettext_lazy("District body that receives it"), queryset=bodies_for("opinion"))

    def initial_values(self) -> dict[str, Any]:
        return {"body": bodies_for("opinion").first()}


class DropDigestForm(MoveForm):
    """Why it is given up."""

    reason = long_text(gettext_lazy("Why"), rows=2)
