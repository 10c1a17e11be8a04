"""What a body types, or its system sends. Odd characters and marks of secrecy are refused beside the field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core import secrecy
from caojiadu.core.district.replies import NUMBER_LENGTH
from caojiadu.core.personal import Unusable, clean_line, clean_text

LONGEST = 20_000


class CleanField(forms.CharField):
    """Text without characters that nobody can see."""

    def __init__(self, *, lines: int = 1, **kwargs: Any) -> None:
        self.clean_typed = clean_line if lines == 1 else clean_text
        if lines > 1:
            kwargs["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        try:
            return self.clean_typed(super().to_python(value) or "")
        except Unusable as error:
            raise ValidationError(error.message) from error

    def validate(self, value: str) -> None:
        """Refuse what is marked as a state secret."""
        super().validate(value)
        if secrecy.marked(value):
            raise ValidationError(gettext("This text is marked as a state secret. It must not be sent this way."))


class AcknowledgeForm(forms.Form):
    """The number under which the body keeps it."""

    number = CleanField(
        label=_("Your number for it"),
        max_length=NUMBER_LENGTH,
        help_text=_("The office sees this number and quotes it. Change it to the one of your own register."),
    )


class AnswerForm(forms.Form):
    """The answer to the office."""

    text = CleanField(
        label=_("Answer"),
        lines=8,
        max_length=LONGEST,
        help_text=_("The office reads this and decides what the resident is told."),
    )


class ReturnForm(forms.Form):
    """Why it goes back."""

    reason = CleanField(
        label=_("Why it goes back"),
        lines=5,
        max_length=LONGEST,
        help_text=_("For example: which body is competent, or what is missing."),
    )
