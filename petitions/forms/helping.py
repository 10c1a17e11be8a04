"""Forms of the moves about those who help. They check shape; rules live in the guards and verbs."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.helping import helpers_of, latest_day, usual_day
from caojiadu.core.cases.models import Assignment
from caojiadu.core.organisation.models import Neighbourhood, Office


class DayForm(MoveForm):
    """What is asked, and by which day."""

    question = long_text(_("What you want to know"), rows=3, required=False)
    due_on = forms.DateField(label=_("By when"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest_day(self.case, timezone.now())
        if self.latest:
            words = gettext("At the latest %(day)s, so that time is left for your own answer.")
            self.fields["due_on"].help_text = words % {"day": date_format(self.latest)}

    def initial_values(self) -> dict[str, Any]:
        return {"due_on": usual_day(self.case, timezone.now())}

    def clean_due_on(self) -> dt.date:
        """A day to come, and one that leaves the lead some of its own."""
        day: dt.date = self.cleaned_data["due_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(gettext("This day must lie ahead."))
        if self.latest and day > self.latest:
            raise forms.ValidationError(
                gettext("Too late for your own answer: at the latest %(day)s.") % {"day": date_format(self.latest)}
            )
        return day


class AskOfficeForm(DayForm):
    """Which office helps."""

    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.all())
    field_order = ("office", "question", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = helpers_of(self.case).exclude(office=None).values("office_id")
        self.fields["office"].queryset = Office.objects.exclude(pk=self.case.office_id).exclude(pk__in=taken)


class AskCommitteeForm(DayForm):
    """Which neighbourhood's committee helps: one in which somebody has an account here."""

    neighbourhood = forms.ModelChoiceField(label=_("Neighbourhood"), queryset=Neighbourhood.objects.none())
    field_order = ("neighbourhood", "question", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        manned = Post.objects.held_on().filter(role="committee", user__is_active=True).values("neighbourhood_id")
        taken = helpers_of(self.case).exclude(neighbourhood=None).values("neighbourhood_id")
        self.fields["neighbourhood"].queryset = Neighbourhood.objects.filter(pk__in=manned).exclude(pk__in=taken)
        self.fields["neighbourhood"].help_text = gettext("Those in whose committee somebody has an account here.")

    def initial_values(self) -> dict[str, Any]:
        return {**super().initial_values(), "neighbourhood": self.case.neighbourhood_id}


class HelperForm(MoveForm):
    """One of those who help."""

    helper = forms.ModelChoiceField(label=_("Who helps"), queryset=Assignment.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].queryset = rows = self.choices()
        if len(found := list(rows[:2])) == 1:
            self.fields["helper"].initial = found[0].pk

    def choices(self) -> Any:
        """Those who have not said anything yet."""
        return helpers_of(self.case).filter(opinion_at=None)


class UrgeForm(HelperForm):
    """A word to a helper who is slow."""

    note = long_text(_("What you tell them"), rows=2, required=False)


class ChangeForm(HelperForm, DayForm):
    """Another day, or another question."""

    field_order = ("helper", "question", "due_on")

    def initial_values(self) -> dict[str, Any]:
        found = list(self.choices()[:2])
        if len(found) != 1:
            return super().initial_values()
        due_on = timezone.localdate(found[0].due_at) if found[0].due_at else None
        return {**super().initial_values(), "question": found[0].question, "due_on": due_on}


class ReleaseForm(HelperForm):
    """Who is let go, and why."""

    reason = long_text(_("Why"), rows=2)

    def choices(self) -> Any:
        """Everybody who helps."""
        return helpers_of(self.case)


class OpinionForm(MoveForm):
    """The opinion of a helping office or committee."""

    opinion = long_text(_("Your opinion"), rows=6)
