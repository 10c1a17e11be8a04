"""The form of an urgent report: short enough to fill in on a phone at night."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.organisation.queries import bodies_for
from petitions.forms.fields import TypedField
from petitions.oversight.urgent import ALWAYS, numbers_not_for

SLACK = dt.timedelta(minutes=2)  # clocks of phones are not ours
TYPED = ("title", "place", "what", "people", "harm", "doing")


class FlashFields(forms.Form):
    """What, where, people, harm, what is being done, and since when the office knows."""

    reporter: Any  # who reports; each form says

    title = TypedField(
        label=gettext_lazy("In one line"),
        max_length=60,
        help_text=gettext_lazy("For example: gas leak."),
    )
    place = TypedField(label=gettext_lazy("Where"), max_length=120)
    what = long_text(
        gettext_lazy("What happened"),
        rows=3,
        help_text=gettext_lazy("What you know now; more can follow. No names, and nothing from a confidential report."),
    )
    people = TypedField(label=gettext_lazy("How many people"), max_length=120, required=False)
    harm = TypedField(label=gettext_lazy("Harm done or threatening"), max_length=200, required=False)
    doing = long_text(gettext_lazy("What is being done"), rows=2, required=False)
    learned_at = forms.DateTimeField(
        label=gettext_lazy("When did we learn of it"),
        help_text=gettext_lazy("The time up to this report is shown; delaying is punishable (art. 25, 46)."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    bodies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tell these too"),
        queryset=bodies_for("urgent").exclude(key__in=ALWAYS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The district government and its letters-and-calls office are always told."),
    )

    def clean_learned_at(self) -> dt.datetime:
        """Not in the future."""
        found: dt.datetime = self.cleaned_data["learned_at"]
        if found > timezone.now() + SLACK:
            raise forms.ValidationError(_("This time has not come yet."))
        return found

    def clean(self) -> dict[str, Any]:
        """No number of a matter that the readers must not know of."""
        cleaned = super().clean() or {}
        for name in TYPED:
            if hidden := numbers_not_for(self.reporter, str(cleaned.get(name) or "")):
                self.add_error(
                    name,
                    _("Leave out %(numbers)s: a report goes round, and these numbers may not.")
                    % {"numbers": "、".join(hidden)},
                )
        return cleaned


class FlashMoveForm(FlashFields, MoveForm):
    """From the page of a letter."""

    quiet_words = TYPED

    @property
    def reporter(self) -> Any:
        """Who moves."""
        return self.actor.user

    def initial_values(self) -> dict[str, Any]:
        return {"learned_at": timezone.now(), "place": self.case.place}


class NewFlashForm(FlashFields):
    """Without a letter. The key makes a form that is sent twice one report."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(data, initial={"learned_at": timezone.now(), "key": uuid.uuid4()}, **kwargs)

    @property
    def reporter(self) -> Any:
        """Who has signed in."""
        return self.user


class FollowForm(MoveForm):
    """What is new."""

    quiet_words = ("text", "doing")
    text = long_text(gettext_lazy("What is new"), rows=4)
    doing = long_text(gettext_lazy("What is being done now"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """The same rule as for the report itself."""
        cleaned = super().clean() or {}
        for name in ("text", "doing"):
            if numbers_not_for(self.actor.user, str(cleaned.get(name) or "")):
                self.add_error(name, _("Leave out the numbers of matters that readers of this report may not know of."))
        return cleaned


class ConcludeForm(FollowForm):
    """How it ended."""

    text = long_text(gettext_lazy("How it ended: cause, harm, what was done"), rows=5)
    doing = long_text(gettext_lazy("What remains to be done"), rows=3, required=False)
