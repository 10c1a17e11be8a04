"""Forms of the staff pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a message is sent once more, or need not be."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: rang the resident, nothing had arrived.")
    )
