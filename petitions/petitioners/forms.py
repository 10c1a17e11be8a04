"""Forms about petitioners and those who act for them; a clerk enters or pastes people, one in a line."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.personal import Unusable, clean_line, clean_text, normal_phone
from petitions.letters.fields import TypedField
from petitions.petitioners import people
from petitions.petitioners.models import JointRules, Mandate, Petitioner, birthday

MOST = 500  # lines at once; more are entered in a second go
_LONGEST = {"name": 60, "address": 120}
_PARTS = re.compile(r"\t|,|，|;|；")
_CHOSEN = re.compile(r"^\s*[*＊]\s*")


@dataclass(frozen=True)
class Person:
    """One line: who, how reached, and whether they were chosen to represent the others."""

    name: str
    phone: str = ""
    address: str = ""
    represents: bool = False


class PeopleField(forms.CharField):
    """Name, phone, address, parted by commas or tabs as a spreadsheet pastes them; a star before a representative."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _(
                "One person in a line: name, phone, address. A line copied from a spreadsheet fits as it is. "
                "Put * before those who were chosen to represent the others, at most 5."
            ),
        )
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 5

    def to_python(self, value: Any) -> list[Person]:  # type: ignore[override]
        """Read line by line; a line that cannot be used is named with what is wrong with it."""
        try:
            lines = [line for line in clean_text(super().to_python(value) or "").split("\n") if line.strip()]
        except Unusable as error:
            raise ValidationError(error.message) from error
        if len(lines) > MOST:
            raise ValidationError(gettext("At most %(most)d people at once.") % {"most": MOST})
        found, wrong = [], []
        for number, line in enumerate(lines, start=1):
            try:
                found.append(_person(line))
            except Unusable as error:
                wrong.append(gettext("Line %(number)d: %(what)s") % {"number": number, "what": error})
        if wrong:
            raise ValidationError(wrong[:10])
        return found

    def validate(self, value: Any) -> None:
        """Each person once."""
        super().validate(value)
        seen: set[tuple[str, str]] = set()
        for person in value:
            if (person.name, person.phone) in seen and person.phone:
                raise ValidationError(gettext("Somebody is named twice with the same phone."))
            seen.add((person.name, person.phone))


def _person(line: str) -> Person:
    chosen = bool(_CHOSEN.match(line))
    parts = [clean_line(part) for part in _PARTS.split(_CHOSEN.sub("", line))]
    name, phone, address = (*parts, "", "", "")[:3]
    if not name:
        raise Unusable(gettext("the name is missing"))
    if len(name) > _LONGEST["name"] or len(address) > _LONGEST["address"] or len(phone) > 40:
        raise Unusable(gettext("this is longer than a name, a phone or an address"))
    return Person(name, normal_phone(phone) if phone else "", address, chosen)


def represented_by(people: list[Person]) -> int:
    """How many of them were chosen."""
    return sum(person.represents for person in people)


def own_of(form: MoveForm) -> Any:
    """Those whose matter it is."""
    return form.case.petitioners.present().own()


class AddPetitionersForm(MoveForm):
    personal_fields = ("people",)
    people = PeopleField(label=_("Who signs as well"))


class RemovePetitionerForm(MoveForm):
    """Who is taken out, and why."""

    who = forms.ModelChoiceField(label=_("Who leaves"), queryset=Petitioner.objects.none())
    reason = long_text(_("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "who", own_of(self))


class ChooseRepresentativesForm(MoveForm):
    who = forms.ModelMultipleChoiceField(
        label=_("Representatives"),
        queryset=Petitioner.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most 5 for a visit (Regulations on petition work, art. 20)."),
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "who", own_of(self))

    def initial_values(self) -> dict[str, Any]:
        return {"who": list(own_of(self).filter(role="representative").values_list("pk", flat=True))}

    def clean_who(self) -> Any:
        """One too many is refused with the article."""
        chosen = self.cleaned_data["who"]
        most = people.most_representatives(self.case)
        if len(chosen) > most:
            raise ValidationError(people.too_many_representatives(most))
        return chosen


class ConfirmConsentForm(MoveForm):
    """Whose power is sure now, and how the resident said so."""

    key_fields = ("how",)
    who = forms.ModelChoiceField(label=_("Who acts"), queryset=Petitioner.objects.none())
    how = forms.ChoiceField(
        label=_("How the resident agreed"),
        choices=[choice for choice in Mandate.Consent.choices if choice[0] != "code"],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = self.case.petitioners.present().filter(role="proxy", mandate__consent_at=None)
        pick_from(self, "who", waiting)


class EndMandateForm(MoveForm):
    who = forms.ModelChoiceField(label=_("Who acts no longer"), queryset=Petitioner.objects.none())
    reason = long_text(_("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "who", self.case.petitioners.present().acting())


class NameGuardianForm(MoveForm):
    """Who is the guardian of whom: of a minor until the birthday, of others as long as needed."""

    key_fields = ("relation",)
    personal_fields = ("name", "phone", "born")
    who = forms.ModelChoiceField(label=_("Guardian of whom"), queryset=Petitioner.objects.none())
    name = TypedField(label=_("Name of the guardian"), max_length=60)
    phone = TypedField(label=_("Phone of the guardian"), max_length=40)
    relation = forms.ChoiceField(label=_("What the guardian is to them"), choices=Mandate.Relation.choices)
    born = forms.DateField(
        label=_("Date of birth of a minor"),
        required=False,
        help_text=_(
            "The guardian's power ends by itself when they come of age. Leave it empty for an adult who cannot act."
        ),
        widget=forms.DateInput({"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "who", own_of(self).exclude(resident=None))

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
        raise ValidationError(gettext("This day has not come yet."))
    day = birthday(born, JointRules.today().of_age)
    if day <= timezone.localdate():
        raise ValidationError(
            gettext("By this date they are of age: they write themselves, or give somebody a power to act.")
        )
    return day
