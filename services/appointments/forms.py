"""Who comes: what a resident fills in for themselves or a relative, and a clerk for whoever rings."""

from typing import Any
from unicodedata import normalize

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import DayField, Words, field_of
from caojiadu.core.front.forms import RadioCards
from caojiadu.core.personal import Unusable, name_digest, normal_phone, phone_digest, takes_messages
from services.appointments.access import ONE_DAY
from services.appointments.models import Appointment
from services.appointments.times import midnight

NEEDS = [("", pgettext_lazy("older or disabled", "Neither")), *Appointment.Need.choices]


class NameField(Words):
    """The full name of whoever comes; letters of some script, not a number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Full name of who comes"))
        super().__init__(max_length=60, **kwargs)

    def validate(self, value: str) -> None:
        """Refuse what is no name."""
        super().validate(value)
        if value and not any(sign.isalpha() for sign in value):
            raise ValidationError(_("This is no name."))


class WhoForm(forms.Form):
    """For whom a resident books."""

    relative: Any = None

    relation = forms.ChoiceField(
        label=_("For whom do you book?"),
        choices=Appointment.Relation.choices,
        widget=RadioCards,
        error_messages={"required": _("Say for whom it is."), "invalid_choice": _("Say for whom it is.")},
    )
    name = NameField(
        help_text=_("As on the identity card. It is checked at the window."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter the name of who comes.")},
    )
    need = forms.ChoiceField(
        label=_("Is this person older or disabled?"),
        help_text=_("Some places are kept for them. Please bring the identity card or the disability certificate."),
        choices=NEEDS,
        widget=RadioCards,
        required=False,
    )

    def comes_for(self, relative: Any) -> None:
        """Whoever acts for a relative books for that person and nobody else; None for somebody who acts for nobody."""
        self.relative = relative
        if relative is not None:
            only = [(relative.relation, relative.get_relation_display())]
            field_of(self, "relation", forms.ChoiceField).choices = only

    def clean_name(self) -> str:
        """The name to which the relative agreed."""
        name: str = self.cleaned_data["name"]
        if self.relative is not None and name_digest(name) != self.relative.name_digest:
            said = gettext("You act for %(name)s. For somebody else, choose “For myself instead” first.")
            raise ValidationError(said % {"name": self.relative.name_sealed})
        return name


class DeskForm(forms.Form):
    """For whom a clerk books, on the phone or at the window."""

    name = NameField()
    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=40,
        help_text=_("The messages go there: booked, changed, the day before."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    need = forms.ChoiceField(
        label=_("Is this person older or disabled?"), choices=NEEDS, widget=RadioCards, required=False
    )
    channel = forms.ChoiceField(
        label=_("How did they ask?"), choices=Appointment.Channel.choices[1:], widget=RadioCards, initial="phone"
    )

    def clean_phone(self) -> str:
        """The number in its normal form; one that can get messages."""
        try:
            phone = normal_phone(self.cleaned_data["phone"])
        except Unusable as error:
            raise ValidationError(error.message) from error
        if not takes_messages(phone):
            raise ValidationError(_("This is a landline. Enter a mobile number, which can get a text message."))
        return phone


class DayForm(forms.Form):
    """What to look through: a day, or wherever a number or a phone is found."""

    day = DayField(label=_("Day"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("every state", "All")), *Appointment.State.choices],
    )
    q = forms.CharField(label=_("Number or phone"), required=False, max_length=40)

    def clean_q(self) -> dict[str, str]:
        """Eight digits are an appointment's number; anything else has to be a whole phone number."""
        typed = "".join(normalize("NFKC", self.cleaned_data["q"]).split())
        if not typed or (typed.isascii() and typed.isdecimal() and len(typed) == 8):
            return {"number": typed} if typed else {}
        try:
            return {"resident__phone_digest": phone_digest(normal_phone(typed))}
        except Unusable as error:
            raise forms.ValidationError(_("Enter the eight digits of a number, or a whole phone number.")) from error

    def rows(self, rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
        """What was asked for; today where nothing was."""
        given = self.cleaned_data
        if given.get("q"):
            rows = rows.filter(**given["q"])
        else:
            first = midnight(self.chosen)
            rows = rows.filter(starts_at__gte=first, starts_at__lt=midnight(self.chosen + ONE_DAY))
        return rows.filter(state=given["state"]) if given.get("state") else rows

    @property
    def chosen(self) -> Any:
        """The day that is looked at."""
        return self.cleaned_data.get("day") or timezone.localdate()
