"""Forms about petitioners and those who act for them, at the desk."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.personal import Unusable, normal_phone
from petitions.forms.fields import TypedField
from petitions.forms.people import PeopleField
from petitions.models import JointRules, Mandate, Petitioner
from petitions.models.joint import birthday
from petitions.people import joint


def own_of(form: MoveForm) -> Any:
    """Those whose matter it is."""
    return form.case.petitioners.present().own()


class AddPetitionersForm(MoveForm):
    """Who signs as well."""

    personal_fields = ("people",)
    people = PeopleField(label=gettext_lazy("Who signs as well"))


class RemovePetitionerForm(MoveForm):
    """Who is taken out, and why."""

    who = forms.ModelChoiceField(label=gettext_lazy("Who leaves"), queryset=Petitioner.objects.none())
    reason = long_text(gettext_lazy("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = own_of(self)


class ChooseRepresentativesForm(MoveForm):
    """Who speaks for all."""

    who = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Representatives"),
        queryset=Petitioner.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At most 5 for a visit (Regulations on petition work, art. 20)."),
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = own_of(self)

    def initial_values(self) -> dict[str, Any]:
        return {"who": list(own_of(self).filter(role="representative").values_list("pk", flat=True))}

    def clean_who(self) -> Any:
        """One too many is refused with the article."""
        chosen = self.cleaned_data["who"]
        most = joint.most_representatives(self.case)
        if len(chosen) > most:
            raise ValidationError(joint.too_many_representatives(most))
        return chosen


class ConfirmConsentForm(MoveForm):
    """Whose power is sure now, and how the resident said so."""

    key_fields = ("how",)
    who = forms.ModelChoiceField(label=gettext_lazy("Who acts"), queryset=Petitioner.objects.none())
    how = forms.ChoiceField(
        label=gettext_lazy("How the resident agreed"),
        choices=[choice for choice in Mandate.Consent.choices if choice[0] != "code"],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = self.case.petitioners.present().filter(role="proxy", mandate__consent_at=None)
        self.fields["who"].queryset = waiting


class EndMandateForm(MoveForm):
    """Who acts no longer."""

    who = forms.ModelChoiceField(label=gettext_lazy("Who acts no longer"), queryset=Petitioner.objects.none())
    reason = long_text(gettext_lazy("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = self.case.petitioners.present().acting()


class NameGuardianForm(MoveForm):
    """Who is the guardian of whom: of a minor until the birthday, of others as long as needed."""

    key_fields = ("relation",)
    personal_fields = ("name", "phone", "born")
    who = forms.ModelChoiceField(label=gettext_lazy("Guardian of whom"), queryset=Petitioner.objects.none())
    name = TypedField(label=gettext_lazy("Name of the guardian"), max_length=60)
    phone = TypedField(label=gettext_lazy("Phone of the guardian"), max_length=40)
    relation = forms.ChoiceField(label=gettext_lazy("What the guardian is to them"), choices=Mandate.Relation.choices)
    born = forms.DateField(
        label=gettext_lazy("Date of birth of a minor"),
        required=False,
        help_text=gettext_lazy(
            "The guardian's power ends by itself when they come of age. Leave it empty for an adult who cannot act."
        ),
        widget=forms.DateInput({"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = own_of(self).exclude(resident=None)

    def clean_phone(self) -> str:
        """A phone that exists."""
        try:
            return normal_phone(self.cleaned_data["phone"])
        except Unusable as error:
            raise ValidationError(error.message) from error

    def clean_born(self) -> dt.date | None:
        """A minor's date of birth; it is not kept, only the day it leads to."""
        born: dt.date | None = self.cleaned_data["born"]
        if born is not None:
            self.cleaned_data["until"] = comes_of_age(born)
        return born


def comes_of_age(born: dt.date) -> dt.date:
    """The day on which a minor comes of age. Raises ValidationError for whoever is of age, or not born."""
    if born > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))
    day = birthday(born, JointRules.today().of_age)
    if day <= timezone.localdate():
        raise ValidationError(
            _("By this date they are of age: they write themselves, or give somebody a power to act.")
        )
    return day
