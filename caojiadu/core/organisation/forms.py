"""Forms of the organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from .models import Office


class MoveFunctionForm(forms.Form):
    """Where the chosen functions go."""

    office = forms.ModelChoiceField(
        Office.objects.all(), label=_("Office that takes them over"), widget=UnfoldAdminSelectWidget
    )
