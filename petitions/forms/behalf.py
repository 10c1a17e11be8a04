"""For whom somebody writes: asked in the letter form, and only where it applies."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.front.forms import RadioCards
from caojiadu.core.personal import IdType, Unusable, normal_phone
from petitions.forms.fields import TypedField
from petitions.forms.joint import comes_of_age
from petitions.models import JointRules, Mandate
from petitions.models.joint import birthday

BEHALF_HINTS = {
    "other": gettext_lazy("For example for your parents, or as a worker of the neighbourhood committee."),
    "ward": gettext_lazy("For your child under 18, or an adult whose guardian you are."),
}
ABOUT_OTHER = ("for_name", "for_phone", "for_address", "for_relation", "for_born", "for_consent")
CONSENTS = (
    ("code", gettext_lazy("They get a text message with a code, and agree with it")),
    ("paper", gettext_lazy("They signed a paper: I attach a picture of it above")),
    ("window", gettext_lazy("They come to the window or speak to you")),
)


class BehalfFields(forms.Form):
    """Who the letter is for, and whether several write it together."""

    joint = forms.BooleanField(
        label=gettext_lazy("We are several"),
        required=False,
        help_text=gettext_lazy(
            "After sending you get a link and a QR code. With it your neighbours sign too, each with their own name "
            "and phone; each gets a code and the answer."
        ),
    )
    on_behalf = forms.ChoiceField(
        label=gettext_lazy("For whom do you write?"),
        choices=(
            ("self", gettext_lazy("For myself")),
            ("other", gettext_lazy("For somebody who asked me to")),
            ("ward", gettext_lazy("As a parent or guardian")),
        ),
        widget=RadioCards(hints=BEHALF_HINTS),
        required=False,
        initial="self",
        error_messages={"invalid_choice": gettext_lazy("Choose one of the three.")},
    )
    for_name = TypedField(label=gettext_lazy("Their name"), required=False, max_length=60)
    for_phone = TypedField(
        label=gettext_lazy("Their own phone"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Their own, not yours. Leave it empty if they have none."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    for_address = TypedField(label=gettext_lazy("Their address"), required=False)
    for_relation = forms.ChoiceField(
        label=gettext_lazy("What you are to them"),
        choices=(("", gettext_lazy("Please choose")), *Mandate.Relation.choices),
        required=False,
    )
    for_born = forms.DateField(
        label=gettext_lazy("Date of birth of the child"),
        required=False,
        help_text=gettext_lazy(
            "Your power ends by itself when the child comes of age; only that day is kept. "
            "Leave it empty for an adult who cannot act."
        ),
        widget=forms.DateInput({"type": "date"}),
    )
    for_consent = forms.ChoiceField(
        label=gettext_lazy("How do they agree that you write for them?"),
        choices=CONSENTS,
        widget=forms.RadioSelect,
        required=False,
        initial="window",
        help_text=gettext_lazy("They can take it back at any time. Until they agree, the answer is for them only."),
    )

    def clean_on_behalf(self) -> str:
        """Left out, it is for oneself."""
        return self.cleaned_data["on_behalf"] or "self"

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
            self._ask_for_guardian(cleaned)
        else:
            self._check_other(cleaned)
        self._check_joint(cleaned)

    def _forget(self, cleaned: dict[str, Any]) -> None:
        for name in ABOUT_OTHER:
            self.errors.pop(name, None)
            cleaned[name] = None if name == "for_born" else ""
        cleaned["on_behalf"] = "self"

    def _check_other(self, cleaned: dict[str, Any]) -> None:
        if "for_name" in cleaned and not cleaned["for_name"]:
            self.add_error("for_name", _("Write the name of the person for whom you write."))
        if "for_relation" in cleaned and not cleaned["for_relation"]:
            self.add_error("for_relation", _("Choose what you are to them."))
        phone = cleaned.get("for_phone")
        if phone and phone == cleaned.get("phone"):
            self.add_error("for_phone", _("This is your own phone. Write theirs, or leave it empty."))
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
            self.add_error("for_phone", _("For a text message we need their own phone."))
        if cleaned["for_consent"] == "code" and cleaned.get("kind") == "accusation":
            self.add_error(
                "for_consent", _("Nothing of a report against somebody goes by text message. Choose another.")
            )

    def _ask_for_guardian(self, cleaned: dict[str, Any]) -> None:
        """The number of a card tells an age: under 14 a guardian has to agree (PIPL, art. 31)."""
        number = cleaned.get("id_number")
        if not number or cleaned.get("id_type") not in (IdType.ID_CARD, IdType.RESIDENCE_PERMIT):
            return
        least = JointRules.today().guardian_under
        if birthday(born_by_card(number), least) > timezone.localdate():
            said = _(
                "By this card you are under %(age)d: a parent or guardian has to write, “As a parent or guardian”."
            )
            self.add_error("on_behalf" if "on_behalf" in self.fields else "id_number", said % {"age": least})

    def _check_joint(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("joint"):
            return
        if cleaned.get("kind") == "accusation":
            self.add_error("joint", _("A report against somebody is signed together at the window only."))
        elif cleaned.get("anonymous"):
            self.add_error("joint", _("Whoever asks others to sign has to give their own name."))


def born_by_card(number: str) -> dt.date:
    """The date of birth in an 18-character number that has been checked."""
    return dt.datetime.strptime(number[6:14], "%Y%m%d").date()
