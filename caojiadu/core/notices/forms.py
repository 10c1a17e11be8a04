"""Forms of the staff pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SendAgainForm(forms.Form):
    """Why a message is sent once more."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: rang the resident, nothing had arrived.")
    )
