"""The forms of what has to be entered in another system."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.uploads import OversizedFile
from caojiadu.core.personal import Unusable, clean_line


class SheetForm(forms.Form):
    """A sheet to read."""

    sheet = forms.FileField(
        label=_("Sheet"),
        help_text=_("Excel (.xlsx) or CSV, up to 10 MB and 10,000 rows."),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
    )

    def clean_sheet(self) -> Any:
        """Small enough to be read."""
        sheet = self.cleaned_data["sheet"]
        if isinstance(sheet, OversizedFile):
            raise forms.ValidationError(_("This file is larger than 10 MB. Split it."))
        return sheet


class NumberSheetForm(SheetForm):
    """A sheet of numbers from there, and what it says."""

    says = forms.ChoiceField(
        label=_("What the sheet says"),
        choices=(
            ("entered", _("These are there, as they stand here now")),
            ("numbers", _("Only their numbers there; what has to be entered stays on the list")),
        ),
        widget=forms.RadioSelect,
        initial="entered",
    )


class ExportForm(forms.Form):
    """What is exported, and why."""

    which = forms.ChoiceField(
        label=_("Which"),
        choices=(("new", _("Those not exported yet")), ("all", _("All that are not there yet"))),
        widget=forms.RadioSelect,
        initial="new",
    )
    kind = forms.ChoiceField(
        label=_("File"),
        choices=(("xlsx", _("Excel (.xlsx)")), ("csv", _("CSV"))),
        widget=forms.RadioSelect,
        initial="xlsx",
        required=False,
    )
    full = forms.BooleanField(
        label=_("Names and phones in full"),
        required=False,
        help_text=_("Only if that system asks for them. Each matter is noted in the read log with your reason."),
    )
    reason = forms.CharField(label=_("What you need it for"), max_length=200, help_text=_("Kept in the audit trail."))

    def __init__(self, *args: Any, personal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not personal:
            del self.fields["full"]


class NumberForm(forms.Form):
    """The number of one matter there."""

    number = forms.CharField(label=_("Its number there"), max_length=60, required=False)

    def clean_number(self) -> str:
        """One line; empty takes a wrong number back."""
        try:
            return clean_line(self.cleaned_data["number"]) if self.cleaned_data["number"].strip() else ""
        except Unusable as error:
            raise forms.ValidationError(error.message) from error
