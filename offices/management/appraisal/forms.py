"""The forms of an appraisal: what residents fill in, what is counted on paper, what the department gets."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.organisation.models import DistrictBody
from caojiadu.core.registers.patterns.counts import personal_in
from offices.management.appraisal.counting import result_of
from offices.management.models import Ballot, BranchAppraisal, Grade, Voice

MOST_ON_PAPER = 5000
REMARK = 300


class BallotForm(forms.Form):
    """A grade for each body that one has had to do with, who one is, and a remark."""

    voice = forms.ChoiceField(label=_("You are"), choices=Voice.choices, widget=forms.RadioSelect({"class": "short"}))
    remark = long_text(
        _("What should get better"),
        rows=3,
        required=False,
        help_text=_("At most 300 characters. Please write no names, phones or addresses."),
    )

    def __init__(self, data: Any = None, *, appraisals: list[BranchAppraisal], ballot: Ballot | None) -> None:
        self.appraisals = appraisals
        super().__init__(data, initial=_as_sent(ballot))
        for one in appraisals:
            self.fields[f"grade-{one.pk}"] = forms.TypedChoiceField(
                label=one.resource.title,
                help_text=one.resource.field,
                choices=[*Grade.choices, ("", _("I had nothing to do with it"))],
                widget=forms.RadioSelect({"class": "short"}),
                coerce=int,
                empty_value=None,
                required=False,
            )
        self.order_fields([*(f"grade-{one.pk}" for one in appraisals), "remark", "voice"])

    @property
    def grades(self) -> dict[int, int]:
        given = {one.pk: self.cleaned_data.get(f"grade-{one.pk}") for one in self.appraisals}
        return {key: grade for key, grade in given.items() if grade}

    def clean_remark(self) -> str:
        remark: str = self.cleaned_data["remark"]
        if len(remark) > REMARK:
            raise forms.ValidationError(gettext("At most %(most)d characters.") % {"most": REMARK})
        if found := personal_in(remark):
            raise forms.ValidationError(gettext("Please take this out: “%(found)s”.") % {"found": found})
        return remark

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.grades and not any(name.startswith("grade-") for name in self.errors):
            self.add_error(None, gettext("Give a grade to at least one of them."))
        return cleaned


class PaperForm(MoveForm):
    """What was counted on paper: how often each grade was given, and by whom."""

    key_fields = ("voice",)
    voice = forms.ChoiceField(label=_("Who appraised"), choices=Voice.choices, widget=forms.RadioSelect)
    where = forms.CharField(
        label=_("Where and when it was counted"), max_length=120, help_text=_("For example: hearing of 3 December.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for grade, label in Grade.choices:
            self.fields[f"grade_{grade}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_ON_PAPER, required=False
            )

    @property
    def numbers(self) -> dict[int, int]:
        return {grade: self.cleaned_data.get(f"grade_{grade}") or 0 for grade in Grade.values}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(self.numbers.values()):
            self.add_error(None, gettext("Enter at least one number."))
        return cleaned


class PassOnForm(MoveForm):
    """Which department gets the opinion, and in which words."""

    body = forms.ModelChoiceField(
        label=_("Department that gets it"), queryset=DistrictBody.objects.none(), empty_label="—"
    )
    reason = long_text(_("What it is told"), rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = DistrictBody.objects.filter(active=True).exclude(receives__contains=["accusation"])
        pick_from(self, "body", bodies)

    def initial_values(self) -> dict[str, Any]:
        return {"reason": f"{self.case.street_opinion}\n\n{in_words(self.case)}"}


def in_words(appraisal: BranchAppraisal) -> str:
    """The result in two lines: the grade of the street, and how many of those who appraised were satisfied."""
    every = result_of(appraisal)[-1]
    grade = gettext("Grade given by the street: %(grade)s") % {"grade": appraisal.get_street_grade_display()}
    if every.satisfied is None:
        return grade
    counted = gettext("Appraised by %(total)d, satisfied %(share)d%%") % {
        "total": every.total,
        "share": every.satisfied,
    }
    return f"{grade}\n{counted}"


def _as_sent(ballot: Ballot | None) -> dict[str, Any]:
    if ballot is None:
        return {}
    grades = {f"grade-{one.appraisal_id}": one.grade for one in ballot.counts.all()}
    return {"voice": ballot.voice, "remark": ballot.remark, **grades}
