"""Forms of the letters-and-calls desk. They check shape; rules live in the guards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.models import Category
from caojiadu.core.organisation.models import Neighbourhood, Office
from petitions.forms.hints import Hinted
from petitions.models import Petition

KINDS = (
    ("petition_appeal", _("Appeal or request")),
    ("petition_suggestion", _("Suggestion")),
    ("petition_accusation", _("Report against somebody")),
)


class ReclassifyForm(MoveForm):
    """Which of the three legal kinds it is."""

    key_fields = ("kind",)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    reason = long_text(_("Why"), rows=2)

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if kind == self.case.kind:
            raise forms.ValidationError(_("It is of this kind already."))
        return kind


class RegisterForm(Hinted, MoveForm):
    """What the desk fixes when it registers."""

    hinted = "category"
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.filter(office__isnull=False), required=False
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Neighbourhood"), queryset=Neighbourhood.objects.all(), required=False
    )

    def initial_values(self) -> dict[str, Any]:
        return {"category": self.case.category_id, "neighbourhood": self.case.neighbourhood_id}


class OfficesForm(MoveForm):
    """A lead office and the offices that help."""

    office = forms.ModelChoiceField(label=_("Lead office"), queryset=Office.objects.all())
    co_offices = forms.ModelMultipleChoiceField(
        label=_("Helping offices"),
        queryset=Office.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see the matter and give an opinion; the lead office answers."),
    )

    def initial_values(self) -> dict[str, Any]:
        helping = self.case.assignments.filter(role="co", until=None)
        category = self.case.category
        suggested = category.office_id if category and self.case.office_id == self.case.registrar_id else None
        return {
            "office": suggested or self.case.office_id,
            "co_offices": list(helping.values_list("office_id", flat=True)),
        }


class AcceptForm(Hinted, OfficesForm):
    """Accept and hand out in one step."""

    hinted = "office"
    note = long_text(_("Note for the office"), required=False, rows=2)


class RefuseForm(MoveForm):
    """Why it is not accepted, and who is competent: the petitioner reads both."""

    public_words = ("reason", "competent")
    reason = long_text(_("Why it is not accepted"), help_text=_("The petitioner reads this."))
    competent = forms.CharField(label=_("Who is competent"), max_length=120, help_text=_("The body to turn to."))


class DivertForm(MoveForm):
    """Which other legal route is open."""

    public_words = ("reason",)
    route = forms.TypedChoiceField(
        label=_("Legal route"),
        coerce=int,
        choices=[choice for choice in Petition.Route.choices if choice[0] < Petition.Route.DUTY],
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Where to go and why"), help_text=_("The petitioner reads this."))


class ForwardForm(MoveForm):
    """A cover note to discipline inspection."""

    reason = long_text(_("Cover note"), required=False)
