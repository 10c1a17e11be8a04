"""The form with which somebody judges a service."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.forms import Words, long_text, pick_from
from caojiadu.core.personal import Unusable, normal_phone
from services.catalogue.items import shown
from services.catalogue.models import Item
from services.form_key import read_form_key
from services.reviews.models import Grade, Step
from services.reviews.rules import BAD


class JudgeForm(forms.Form):
    """What, how, and for a bad review whom to call."""

    item = forms.ModelChoiceField(
        label=gettext_lazy("Which service?"),
        queryset=Item.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=gettext_lazy("Something else, or I do not know"),
    )
    step = forms.ChoiceField(label=gettext_lazy("What do you judge?"), choices=Step.choices, widget=forms.RadioSelect)
    grade = forms.TypedChoiceField(
        label=gettext_lazy("How satisfied are you?"), coerce=int, choices=Grade.choices, widget=forms.RadioSelect
    )
    said = long_text(gettext_lazy("What was good, what was not?"), rows=3, required=False)
    name = Words(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Only if you were not satisfied and want a call: within 1 working day we ring you."),
    )
    phone = Words(label=gettext_lazy("Your phone"), required=False, max_length=40)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)  # the mark of this form
    about = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)  # the application asked about

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "item", shown())

    def clean_asked(self) -> str:
        """The mark, where it can be one."""
        return read_form_key(self.cleaned_data["asked"])

    def clean_phone(self) -> str:
        """A number at which one can be reached."""
        try:
            return normal_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""
        except Unusable as error:
            raise ValidationError(error.message) from error

    def clean(self) -> dict[str, Any]:
        """Whoever wants a call was not satisfied, gives name and phone, and says what was wrong."""
        cleaned = super().clean() or {}
        if not (cleaned.get("name") or cleaned.get("phone")):
            return cleaned
        if cleaned.get("grade", BAD[0]) not in BAD:
            said = _("We call only those who were not satisfied. Choose another grade, or clear name and phone.")
            self.add_error("grade", said)
            return cleaned
        if not cleaned.get("name"):
            self.add_error("name", _("Write your name as well, so that we know whom to ask for."))
        if not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write a phone number at which we reach you."))
        if not cleaned.get("said") and "said" not in self.errors:
            self.add_error("said", _("Say in a few words what was wrong, so that we can put it right."))
        return cleaned
