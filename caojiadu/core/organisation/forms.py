"""Forms of the organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from .models import DistrictBody, Office


class MoveFunctionForm(forms.Form):
    """Where the chosen functions go."""

    office = forms.ModelChoiceField(
        Office.objects.all(), label=_("Office that takes them over"), widget=UnfoldAdminSelectWidget
    )


class DistrictBodyForm(forms.ModelForm):
    """A body of the district. Where reports against people go is changed by two administrators."""

    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_(
            "Needed where reports against people go to this body, for its use, channel, address and key name. A second "
            "administrator reads it, and must approve before the change has an effect."
        ),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )

    instance: DistrictBody

    def clean(self) -> dict[str, Any] | None:
        """What a second administrator must approve needs a reason."""
        cleaned = super().clean()
        if self.to_approve() and not self.data.get("why", "").strip():
            self.add_error("why", _("Say why: a second administrator must approve this."))
        return cleaned

    def to_approve(self) -> dict[str, Any]:
        """What is changed of the way that reports against people go."""
        if DistrictBody.Matter.ACCUSATION not in self.instance.receives:
            return {}
        changed = (name for name in self.changed_data if name in DistrictBody.OPENING and name in self.cleaned_data)
        return {name: self.cleaned_data[name] for name in changed}
