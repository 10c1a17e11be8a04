"""Fields for what people type: odd characters, too much text and marks of secrecy are refused beside the field."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.forms import Words
from caojiadu.core.personal import clean_text

LONGEST = 20_000
LINE = 120


def day_input() -> forms.DateInput:
    """A day as browsers want it, whatever the language of the page."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class TypedField(Words):
    """One line from a person's keyboard."""

    default_error_messages = {
        "max_length": gettext_lazy(
            "This has %(show_value)d characters; at most %(limit_value)d can be taken. "
            "Nothing you wrote is lost: please shorten it, or attach the long version as a file."
        ),
        "marked": gettext_lazy(
            "This text is marked as a state secret (%(grade)s). Such material must never be sent over the "
            "internet: take it out, and ring us or come to the window."
        ),
    }

    def __init__(self, *, max_length: int = LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class LongField(TypedField):
    """Text of several lines."""

    widget = forms.Textarea
    tidy = staticmethod(clean_text)

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows


def not_in_the_future(day: Any) -> Any:
    """Return a day that has come. Raises ValidationError."""
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day has not come yet."))
    return day
