"""A day in the roster of leaders."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from petitions.models import ReceptionDay
from petitions.oversight.reception import leaders

AHEAD = 366  # days that a roster reaches


class ReceptionDayForm(forms.ModelForm):
    """Who receives, when."""

    class Meta:
        model = ReceptionDay
        fields = ("leader", "day", "starts", "ends")
        widgets = {
            "day": forms.DateInput({"type": "date"}),
            "starts": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders()  # type: ignore[attr-defined]

    def clean_day(self) -> dt.date:
        """A day to come, within a year."""
        day: dt.date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("This day has passed already."))
        if day > today + dt.timedelta(days=AHEAD):
            raise ValidationError(_("At most a year ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning, said beside it."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end comes before the beginning."))
        return cleaned
