"""For whom somebody writes: asked in the letter form, and only where it applies."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.front.forms import RadioCards
from caojiadu.core.personal import IdType, Unusable, normal_phone
from petitions.letters.fields import TypedField
from petitions.petitioners.forms import comes_of_age
from petitions.petitioners.models import JointRules, Mandate, birthday

BEHALF_HINTS = {
    "other": _("For example for your parents, or as a worker of the neighbourhood committee."),
    "ward": _("For your child under 18, or an adult whose guardian you are."),
}
ABOUT_OTHER = ("for_name", "for_phone", "for_address", "for_relation", "for_born", "for_consent")
CONSENTS = (
    ("code", _("They get a text message with a code, and agree with it")),
    ("paper", _("They signed a paper: I attach a picture of it above")),
    ("window", _("They come to the window or speak to you")),
)


class BehalfFields(forms.Form):
    """Who the letter is for, and whether several write it together."""

    joint = forms.BooleanField(
        label=_("We are several"),
        required=False,
        help_text=_(
            "After sending you get a link and a QR code. With it your neighbours sign too, each with their own name "
            "and phone; each gets a code and the answer."
        ),
    )
    on_behalf = forms.TypedChoiceField(
        label=_("For whom do you write?"),
        choices=(
            ("self", _("For myself")),
            ("other", _("For somebody who asked me to")),
            ("ward", _("As a parent or guardian")),
        ),
        widget=RadioCards(hints=BEHALF_HINTS),
        required=False,
        empty_value="self",
        initial="self",
        error_messages={"invalid_choice": _("Choose one of the three.")},
    )
    for_name = TypedField(label=_("Their name"), required=False, max_length=60)
    for_phone = TypedField(
        label=_("Their own phone"),
        required=False,
        max_length=40,
        help_text=_("Their own, not yours. Leave it empty if they have none."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    for_address = TypedField(label=_("Their address"), required=False)
    for_relation = forms.ChoiceField(
        label=_("What you are to them"),
        choices=(("", _("Please choose")), *Mandate.Relation.choices),
        required=False,
    )
    for_born = forms.DateField(
        label=_("Date of birth of the child"),
        required=False,
        help_text=_(
            "Your power ends by itself when the child comes of age; only that day is kept. "
            "Leave it empty for an adult who cannot act."
        ),
        widget=forms.DateInput({"type": "date"}),
    )
    for_consent = forms.ChoiceField(
        label=_("How do they agree that you write for them?"),
        choices=CONSENTS,
        widget=forms.RadioSelect,
        required=False,
        initial="window",
        help_text=_("They can take it back at any time. Until they agree, the answer is for them only."),
    )

    def clean_for_phone(self) -> str:
        """A phone, where there is one, must be right."""
        typed = self.cleaned_data["for_phone"]
        try:
            return normal_phone(typed) if typed and self.data.get("on_behalf") in ("other", "ward") else typed
        except Unusable as error:
            raise ValidationError(error.message) from error

    def clean_behalf(self, cleaned: dict[str, Any]) -> None:
        """Check what belongs together; nothing is kept of somebody for whom the letter is not."""
        cleaned["for_until"] = None
        if cleaned.get("on_behalf", "self") == "self" or cleaned.get("anonymous"):
            self._forget(cleaned)
            if cleaned.get("id_number"):
                self._ask_for_guardian(cleaned)
        else:
            self._check_other(cleaned)
        if cleaned.get("joint"):
            self._check_joint(cleaned)

    def _forget(self, cleaned: dict[str, Any]) -> None:
        for name in ABOUT_OTHER:
            self.errors.pop(name, None)
            cleaned[name] = None if name == "for_born" else ""
        cleaned["on_behalf"] = "self"

    def _check_other(self, cleaned: dict[str, Any]) -> None:
        if "for_name" in cleaned and not cleaned["for_name"]:
            self.add_error("for_name", gettext("Write the name of the person for whom you write."))
        if "for_relation" in cleaned and not cleaned["for_relation"]:
            self.add_error("for_relation", gettext("Choose what you are to them."))
        phone = cleaned.get("for_phone")
        if phone and phone == cleaned.get("phone"):
            self.add_error("for_phone", gettext("This is your own phone. Write theirs, or leave it empty."))
        if cleaned["on_behalf"] == "ward":
            cleaned["for_consent"] = ""
            self._check_minor(cleaned)
        else:
            self._check_consent(cleaned)

    def _check_minor(self, cleaned: dict[str, Any]) -> None:
        born = cleaned.get("for_born")
        if born is not None:
            try:
                cleaned["for_until"] = comes_of_age(born)
            except ValidationError as error:
                self.add_error("for_born", error)

    def _check_consent(self, cleaned: dict[str, Any]) -> None:
        cleaned["for_born"] = None
        self.errors.pop("for_born", None)
        cleaned["for_consent"] = cleaned.get("for_consent") or "window"
        if cleaned["for_consent"] == "code" and "for_phone" in cleaned and not cleaned["for_phone"]:
            self.add_error("for_phone", gettext("For a text message we need their own phone."))
        if cleaned["for_consent"] == "code" and cleaned.get("kind") == "accusation":
            self.add_error(
                "for_consent", gettext("Nothing of a report against somebody goes by text message. Choose another.")
            )

    def _ask_for_guardian(self, cleaned: dict[str, Any]) -> None:
        """The number of a card tells an age: under 14 a guardian has to agree (PIPL, art. 31)."""
        number = cleaned["id_number"]
        if cleaned.get("id_type") not in (IdType.ID_CARD, IdType.RESIDENCE_PERMIT):
            return
        least = JointRules.today().guardian_under
        if birthday(born_by_card(number), least) > timezone.localdate():
            said = gettext(
                "By this card you are under %(age)d: a parent or guardian has to write, “As a parent or guardian”."
            )
            self.add_error("on_behalf" if "on_behalf" in self.fields else "id_number", said % {"age": least})

    def _check_joint(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("kind") == "accusation":
            self.add_error("joint", gettext("A report against somebody is signed together at the window only."))
        elif cleaned.get("anonymous"):
            self.add_error("joint", gettext("Whoever asks others to sign has to give their own name."))


def born_by_card(number: str) -> dt.date:
    """The date of birth in an 18-character number that has been checked."""
    return dt.datetime.strptime(number[6:14], "%Y%m%d").date()
