"""What somebody gives who signs a letter that neighbours wrote: the fields about the person, as in the letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from petitions.forms.letter import LetterForm

KEPT = ("name", "phone", "address", "id_type", "id_number", "e_service", "share_identity", "notice_read", "form_token")


class JoinForm(LetterForm):
    """Own name and phone; the letter itself is written."""

    shows_name = forms.BooleanField(
        label=_("The representatives may see my name"),
        required=False,
        help_text=_("Otherwise they only see how many have signed."),
    )
    represent = forms.BooleanField(
        label=_("I am one of the representatives"),
        required=False,
        help_text=_("Representatives reply to questions and judge the answer for all. Their names show to each other."),
    )

    field_order = ("name", "phone", "address", "represent", "shows_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in (*KEPT, "shows_name", "represent")]:
            del self.fields[name]
        self.fields["name"].error_messages["required"] = _("Write your name.")

    def clean(self) -> dict[str, Any]:
        """As in the letter; the person has a neighbourhood only in their own letters."""
        cleaned = super().clean()
        cleaned["neighbourhood"] = None
        return cleaned
