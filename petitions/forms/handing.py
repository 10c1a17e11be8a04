"""Forms of the moves that change which office leads. They check shape; rules live in the guards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.organisation.models import Office
from petitions.forms.desk import OfficesForm


class ReasonForm(MoveForm):
    """Why."""

    reason = long_text(_("Why"), rows=2)


class OfferForm(MoveForm):
    """To which office, and why it should have it."""

    office = forms.ModelChoiceField(label=_("Which office should take it"), queryset=Office.objects.all())
    reason = long_text(_("Why"), rows=3, help_text=_("The function of theirs it belongs to, and what was done so far."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Office.objects.exclude(pk=self.case.office_id)


class GiveBackForm(MoveForm):
    """Why it is not theirs, and whose they think it is."""

    reason = long_text(_("Why it is not yours"), rows=3)
    better = forms.ModelChoiceField(label=_("Whose it is, if you know"), queryset=Office.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["better"].queryset = Office.objects.exclude(pk=self.case.office_id)


class HandOutForm(OfficesForm):
    """Which office leads, and who helps."""

    reason = long_text(_("Note for the office"), required=False, rows=2)


class RuleForm(MoveForm):
    """Which office leads from now on."""

    office = forms.ModelChoiceField(label=_("Lead office"), queryset=Office.objects.all())
    reason = long_text(_("Why"), rows=3, help_text=_("All offices concerned read this."))
