"""Forms of supervision cards."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.clocks import rule_of
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.files.fields import UploadsField
from caojiadu.core.organisation.models import DistrictBody, Office
from caojiadu.core.workflow import find
from petitions.forms.fields import TypedField
from petitions.models import BreachKind, SupervisionCard
from petitions.oversight import slips
from petitions.oversight.supervision import CARD, slip_system

MOST_DAYS = 60


def days_field() -> forms.IntegerField:
    """How long the office has."""
    return forms.IntegerField(label=gettext_lazy("Working days to answer"), min_value=1, max_value=MOST_DAYS)


def usual_days() -> int:
    """The norm that administrators set."""
    flow = find(CARD)
    limit = flow.limit("reply_card")
    assert limit is not None
    return rule_of(flow, limit).days


class OfABody(forms.Form):
    """A slip of a body, under the body's own number: each once."""

    def clean(self) -> dict[str, Any]:
        """The number there is one under which nothing came from this body."""
        typed = super().clean() or self.cleaned_data
        system, number = slip_system(typed.get("body")), typed.get("number_there")
        if number and Case.objects.filter(foreign_system=system, foreign_number=number).exists():
            self.add_error("number_there", _("A slip of this number was entered already."))
        return typed


class CardFields(forms.Form):
    """What every card says."""

    breach = forms.ModelChoiceField(
        label=gettext_lazy("What rule is broken"), queryset=BreachKind.objects.filter(active=True)
    )
    advice = long_text(
        gettext_lazy("Advice"),
        rows=4,
        help_text=gettext_lazy("What the office should do. It answers in writing (art. 40)."),
    )
    days = days_field()


class IssueCardForm(CardFields, MoveForm):
    """From the page of a letter: to one of the offices that have it."""

    office = forms.ModelChoiceField(label=gettext_lazy("Office"), queryset=Office.objects.none())
    field_order = ("office", "breach", "advice", "days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        helping = self.case.assignments.filter(role="co", until=None).values_list("office_id", flat=True)
        self.fields["office"].queryset = Office.objects.filter(pk__in=[self.case.office_id, *helping])

    def initial_values(self) -> dict[str, Any]:
        return {"office": self.case.office_id, "days": usual_days()}


class SlipForm(OfABody, CardFields):
    """A supervision slip that came down from the district, entered at the desk."""

    body = forms.ModelChoiceField(
        label=gettext_lazy("District body"), queryset=DistrictBody.objects.filter(active=True).exclude(key="discipline")
    )
    number_there = TypedField(label=gettext_lazy("Its number there"), max_length=60)
    case_number = TypedField(
        label=gettext_lazy("Our matter"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("The number of the matter it is about, if you may open one."),
    )
    office = forms.ModelChoiceField(label=gettext_lazy("Office that is to answer"), queryset=Office.objects.all())
    field_order = ("body", "number_there", "case_number", "office", "breach", "advice", "days")

    def __init__(self, data: Any = None, *, user: Any, **kwargs: Any) -> None:
        self.user = user
        self.parent: Case | None = None
        super().__init__(data, initial={"days": usual_days()}, **kwargs)

    def clean_case_number(self) -> str:
        """A matter that the clerk may open, and no confidential one."""
        number: str = self.cleaned_data["case_number"].upper()
        if number:
            cases = Case.objects.visible_to(self.user).exclude(confidentiality=Confidentiality.SECRET)
            self.parent = cases.filter(number=number).first()
            if self.parent is None:
                raise forms.ValidationError(_("There is no such matter that you may open."))
        return number


class SendSlipForm(OfABody, CardFields):
    """A supervision slip that an officer of the district sends down; about a matter reported to them, or about none."""

    body = forms.ModelChoiceField(label=gettext_lazy("Sent by"), queryset=DistrictBody.objects.none(), empty_label=None)
    number_there = TypedField(label=gettext_lazy("Your number for it"), max_length=60)
    case_number = TypedField(
        label=gettext_lazy("The matter it is about"),
        max_length=24,
        required=False,
        help_text=gettext_lazy(
            "The sub-district's number of a matter reported to you; its office answers. Without one, the "
            "letters-and-calls desk gets the slip."
        ),
    )
    files = UploadsField(label=gettext_lazy("Papers, for the office alone"))
    field_order = ("body", "number_there", "case_number", "breach", "advice", "days", "files")

    def __init__(self, data: Any = None, files: Any = None, *, bodies: list[DistrictBody], report: str = "") -> None:
        self.bodies = bodies
        self.matter: Case | None = None
        keys = [body.pk for body in bodies]
        super().__init__(data, files, initial={"days": usual_days(), **self._from(report)})
        self.fields["body"].queryset = DistrictBody.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        if len(keys) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.initial["body"] = keys[0]

    def _from(self, key: str) -> dict[str, Any]:
        """What a link from a report fills in."""
        try:
            found = slips.told_to(self.bodies).filter(key=key or None).select_related("case").first()
        except forms.ValidationError:
            return {}
        return {"body": found.body_id, "case_number": found.case.number} if found else {}

    def clean_case_number(self) -> str:
        """A matter of which the body knows."""
        number: str = self.cleaned_data["case_number"].upper()
        if number:
            self.matter = slips.matters_of(self.bodies).filter(number=number).first()
            if self.matter is None:
                raise forms.ValidationError(_("No matter of this number was reported to you."))
        return number


class TakeSlipBackForm(forms.Form):
    """Why an officer takes a slip back."""

    reason = long_text(gettext_lazy("Why"), rows=2)


class PassCardForm(MoveForm):
    """Which office is to answer instead."""

    office = forms.ModelChoiceField(label=gettext_lazy("Office that is to answer"), queryset=Office.objects.none())
    reason = long_text(gettext_lazy("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Office.objects.exclude(pk=self.case.office_id)


class ReplyCardForm(MoveForm):
    """Whether the office took the advice, and what it did or why not."""

    key_fields = ("taken",)
    quiet_words = ("reply",)
    taken = forms.ChoiceField(
        label=gettext_lazy("What became of the advice"),
        choices=SupervisionCard.Taken.choices,
        widget=forms.RadioSelect,
    )
    reply = long_text(
        gettext_lazy("What was done; where the advice was not taken, why"),
        rows=5,
    )
    files = UploadsField(
        label=gettext_lazy("Papers that show it"),
    )


class VerifyCardForm(MoveForm):
    """What the desk found."""

    found = long_text(gettext_lazy("What you checked"), rows=3)


class OnceMoreForm(MoveForm):
    """Why the answer does not do, and by when the next one is due."""

    reason = long_text(gettext_lazy("Why this does not do"), rows=3)
    days = days_field()

    def initial_values(self) -> dict[str, Any]:
        return {"days": usual_days()}


class WithdrawCardForm(MoveForm):
    """Why it is taken back."""

    reason = long_text(gettext_lazy("Why"), rows=2)
