"""What is typed to find a person, and to say who is who."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import Words
from caojiadu.core.personal import IdType, Unusable, check_id_number, clean_line, digest, name_digest, normal_phone


class FindForm(forms.Form):
    """A full name with a phone or a paper: nobody leafs through people by a name alone."""

    name = Words(label=_("Full name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    id_type = forms.ChoiceField(label=_("Kind of paper"), choices=[("", "—"), *IdType.choices], required=False)
    id_number = forms.CharField(label=_("Number of the paper"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """Bring what was typed to the digests that rows are found by."""
        typed = self.cleaned_data
        marks = {"name_digest": name_digest(clean_line(typed.get("name", "")))}
        if typed.get("name") and not marks["name_digest"]:
            self.add_error("name", gettext("This is no name."))
        marks["phone_digest"] = digest("phone", self._usable("phone", normal_phone))
        number = self._usable("id_number", lambda number: check_id_number(typed.get("id_type", ""), number))
        marks["id_digest"] = digest(f"id:{typed.get('id_type', '')}", number)
        if not self.errors and not (marks["phone_digest"] or marks["id_digest"]):
            self.add_error("phone", gettext("Give the phone, or the paper with its kind."))
        return {**typed, "marks": {name: mark for name, mark in marks.items() if mark}}

    def _usable(self, name: str, normal: Any) -> str:
        typed = self.cleaned_data.get(name, "")
        try:
            return str(normal(typed)) if typed else ""
        except (Unusable, ValueError) as error:
            self.add_error(name, ValidationError(str(error)))
            return ""


class DecideForm(forms.Form):
    """Why two rows are one person, or two."""

    reason = Words(label=_("How you know"), max_length=200)
