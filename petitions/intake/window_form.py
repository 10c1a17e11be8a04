"""What a clerk enters for somebody who rings, comes or writes on paper."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.forms import DayInput, field_of, pick_from
from caojiadu.core.cases.models import Case, Channel
from caojiadu.core.external_systems.desks import key_of
from caojiadu.core.external_systems.keeping import is_given
from caojiadu.core.organisation.models import DistrictBody
from petitions.intake.letter_form import LetterForm
from petitions.letters.fields import TypedField
from petitions.letters.models import Petition
from petitions.letters.states import CITY
from petitions.petitioners.forms import PeopleField, Person, represented_by
from petitions.petitioners.models import VISIT_REPRESENTATIVES, JointRules, Mandate, Petitioner
from petitions.petitioners.people import too_many_representatives
from petitions.reception.models import leaders

SPOKEN = (Channel.CALL, Channel.VISIT)
CHANNELS = [choice for choice in Channel.choices if choice[0] in ("call", "visit", "letter", "fax")]

# The clerk asks; what the online form explains to residents would only take room here.
LABELS = {
    "kind": _("Kind"),
    "title": _("Title"),
    "body": _("What was said or written"),
    "request": _("What is asked for"),
    "place": _("Where"),
    "neighbourhood": _("Neighbourhood"),
    "name": _("Name"),
    "phone": _("Phone"),
    "address": _("Address"),
    "anonymous": _("Does not want to give a name"),
    "publish": _("Of a suggestion: agrees that it is published without a name"),
    "e_service": _("Agrees to get papers electronically"),
    "share_identity": _("Agrees that helping offices see who it is"),
    "on_behalf": _("For whom"),
    "for_name": _("For whom: name"),
    "for_phone": _("For whom: own phone"),
    "for_address": _("For whom: address"),
    "for_relation": _("What the person here is to them"),
    "for_born": _("A minor's date of birth"),
    "for_consent": _("How they agree, or will agree"),
}


class WindowForm(LetterForm):
    """The letter, in the order in which a clerk asks; less is required, since people ring without papers."""

    channel = forms.ChoiceField(label=_("How it came"), choices=CHANNELS, widget=forms.RadioSelect, initial="call")
    received_on = forms.DateField(
        label=_("Received on"),
        required=False,
        help_text=_("For paper: the day it arrived. The limit runs from it. Empty means today."),
        widget=DayInput(),
    )
    transferred_by = forms.ModelChoiceField(
        label=_("Transferred to us by"),
        queryset=DistrictBody.objects.filter(active=True),
        required=False,
        empty_label=_("Nobody: it came from the petitioner"),
        help_text=_("A body of the district. The limits run from the day on which the transfer arrived."),
    )
    transferred_other = TypedField(
        label=_("Or another body"), required=False, help_text=_("For example an office of the city.")
    )
    foreign_system = TypedField(
        label=_("System it is kept in there"),
        required=False,
        max_length=40,
        help_text=format_lazy(_("As that body calls it, for example {system}."), system=CITY.label),
    )
    foreign_number = TypedField(label=_("Its number there"), required=False, max_length=60)
    received_by = forms.ModelChoiceField(
        label=_("Received by a leader"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Only for visits on a leader's reception day."),
    )
    read_back = forms.BooleanField(
        label=_("Read back, and the person confirmed it"),
        required=False,
        help_text=_("What is said is written down faithfully (Regulations on petition work, art. 19)."),
    )
    people = PeopleField(label=_("Who signs as well"), required=False)
    came = forms.IntegerField(
        label=_("How many came"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Only where several came together; those who did not sign count too."),
    )
    for_agreed = forms.BooleanField(label=_("They agreed before me, or I have seen the signed paper"), required=False)
    for_own_code = forms.BooleanField(label=_("They get a query code of their own too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            self.fields[name].label, self.fields[name].help_text = label, ""
        self.fields["notice_read"].label = _("The person was told how their information is used")
        self.fields["notice_read"].required = self.fields["phone"].required = False
        self.fields["title"].widget.attrs["autofocus"] = True
        pick_from(self, "received_by", leaders())
        del self.fields["joint"]
        consents = [choice for choice in Mandate.Consent.choices if choice[0] != "code"]
        field_of(self, "for_consent", forms.ChoiceField).choices = consents

    def clean_people(self) -> list[Person]:
        """At most five represent the others; who is entered first is one of them."""
        people: list[Person] = self.cleaned_data["people"]
        visit = self.data.get("channel") == Channel.VISIT
        most = VISIT_REPRESENTATIVES if visit else JointRules.today().representatives_online
        if 1 + represented_by(people) > most:
            raise ValidationError(too_many_representatives(most))
        return people

    def clean_received_on(self) -> dt.date | None:
        """A day that has come, and not so long ago that it must be a slip."""
        day: dt.date | None = self.cleaned_data["received_on"]
        today = timezone.localdate()
        if day and day > today:
            raise ValidationError(_("This day has not come yet."))
        if day and day < today - dt.timedelta(days=366):
            raise ValidationError(_("This is more than a year ago. Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Spoken words are read back; the notice is given to everybody who is there to hear it."""
        cleaned = super().clean()
        if cleaned.get("channel") in SPOKEN:
            if not cleaned.get("read_back"):
                self.add_error("read_back", _("Read it back to the person first, then tick this box."))
            if not cleaned.get("notice_read"):
                self.add_error("notice_read", _("Tell the person how their information is used, then tick this box."))
        if cleaned.get("anonymous") and cleaned.get("people"):
            self.add_error("people", _("Whoever signs gives a name, the first one too."))
        self._check_transfer(cleaned)
        if cleaned.get("received_by") and cleaned.get("channel") != Channel.VISIT:
            self.add_error("received_by", _("Only who comes in person is received by a leader."))
        return cleaned

    def _check_transfer(self, cleaned: dict[str, Any]) -> None:
        """One sender, a system beside a number, and no number that is here already."""
        if cleaned.get("transferred_by") and cleaned.get("transferred_other"):
            self.add_error("transferred_other", _("Name one body only."))
        system, number = key_of(cleaned.get("foreign_system", "")), cleaned.get("foreign_number", "")
        cleaned["foreign_system"] = system
        if number and not system and "foreign_system" not in self.errors:
            self.add_error("foreign_system", _("Name the system in which it has this number."))
        here = Case.objects.filter(foreign_system=system, foreign_number=number)
        if number and system and (here.exists() or is_given(system, number)):
            self.add_error("foreign_number", _("A matter with this number is here already."))

    def _clean_phone(self, cleaned: dict[str, Any]) -> None:
        """A name is enough; a phone, where there is one, must be right."""
        if cleaned.get("phone"):
            super()._clean_phone(cleaned)


class NewCodeForm(forms.Form):
    """Whose code it is, and how the clerk made sure who stands there."""

    who = forms.ModelChoiceField(
        label=_("For whom"), queryset=Petitioner.objects.none(), to_field_name="key", empty_label=None
    )

    checked = forms.ChoiceField(
        label=_("How you checked who it is"),
        choices=(
            ("paper", _("Identity paper shown, and it fits")),
            ("known", _("Named details of the matter that only the petitioner knows, and the phone number fits")),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = petition.petitioners.present().exclude(resident=None)
        if people.count() > 1:
            pick_from(self, "who", people)
        else:
            del self.fields["who"]
