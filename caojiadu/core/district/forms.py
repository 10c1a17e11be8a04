"""What a body types, or its system sends. Odd characters and marks of secrecy are refused beside the field."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import Words
from caojiadu.core.district.models import Report
from caojiadu.core.district.replies import NUMBER_LENGTH
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.personal import clean_line, clean_text

LONGEST = 20_000
REVIEW_DECISIONS = (
    Report.Decision.UPHELD,
    Report.Decision.CHANGED,
    Report.Decision.REVOKED,
    Report.Decision.NOT_ACCEPTED,
)


class CleanField(Words):
    """Text without characters that nobody can see."""

    def __init__(self, *, lines: int = 1, **kwargs: Any) -> None:
        self.tidy = clean_line if lines == 1 else clean_text
        if lines > 1:
            kwargs["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(**kwargs)


def papers_field() -> UploadsField:
    """Papers that go to the office with what is said. The resident gets none of them by this."""
    return UploadsField(label=_("Papers, for the office alone"))


class AcknowledgeForm(forms.Form):
    """The number under which the body keeps it."""

    number = CleanField(
        label=_("Your number for it"),
        max_length=NUMBER_LENGTH,
        help_text=_("The office sees this number and quotes it. Change it to the one of your own register."),
    )
    files: Any = papers_field()


class AnswerForm(forms.Form):
    """The answer to the office."""

    text = CleanField(
        label=_("Answer"),
        lines=8,
        max_length=LONGEST,
        help_text=_("The office reads this and decides what the resident is told."),
    )
    files: Any = papers_field()


class ObjectionForm(forms.Form):
    """Whether the material goes back, and why."""

    decision = forms.ChoiceField(
        label=_("Does the material come back to you?"),
        choices=[(one.value, one.label) for one in (Report.Decision.AGREED, Report.Decision.REFUSED)],
        widget=forms.RadioSelect,
    )
    text = CleanField(label=_("Reasons"), lines=5, max_length=LONGEST, help_text=_("The office reads this."))
    files: Any = papers_field()


class DecideForm(forms.Form):
    """The opinion on a request for review or re-review, as it was given to the petitioner in writing."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(one.value, one.label) for one in REVIEW_DECISIONS],
        widget=forms.RadioSelect,
    )
    number = CleanField(label=_("Number of the opinion"), max_length=NUMBER_LENGTH, required=False)
    decided_on = forms.DateField(
        label=_("Date of the opinion"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    text = CleanField(
        label=_("The opinion, in full"),
        lines=10,
        max_length=LONGEST,
        help_text=_("The petitioner reads this on the portal beside the paper that you serve."),
    )
    files: Any = papers_field()

    def clean_decided_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("This day has not come yet."))
        return day


class ReturnForm(forms.Form):
    """Why it goes back."""

    reason = CleanField(
        label=_("Why it goes back"),
        lines=5,
        max_length=LONGEST,
        help_text=_("For example: which body is competent, or what is missing."),
    )
    files: Any = papers_field()
