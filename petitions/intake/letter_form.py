"""The letter that a resident writes online."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import field_of, pick_from
from caojiadu.core.cases.models import Category
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.front.forms import RadioCards
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.personal import IdType, Unusable, check_id_number, normal_phone
from petitions.letters.fields import LongField, TypedField
from petitions.letters.states import ACCUSATION, APPEAL, SUGGESTION
from petitions.petitioners.on_behalf import BehalfFields
from petitions.suggestions.models import Call

CASE_KINDS = {"appeal": APPEAL, "suggestion": SUGGESTION, "accusation": ACCUSATION}
# Which wording of the privacy notice and of the agreement to electronic service a person has read.
NOTICE_VERSION = "2026-11"
KIND_HINTS = {
    "appeal": _("Noise, street lamps, parking, trouble between neighbours, a decision about you…"),
    "suggestion": _("An idea that would make the community better."),
    "accusation": _("Only two appointed people may open it. The person it is about never learns of it from us."),
}
format_html_lazy = lazy(format_html, SafeString)
ABOUT_PERSON = ("name", "phone", "address", "id_type", "id_number", "e_service", "share_identity")


# How a suggestion is asked for (人民建议征集): theme, reason, proposal; the names of the fields stay.
OF_A_SUGGESTION = {
    "title": (_("Theme"), _("In one sentence, for example “Benches along the creek”.")),
    "body": (_("Reason"), _("What is so today, and why it should be different.")),
    "request": (_("Proposal"), _("What exactly you would do, and how.")),
}


def by_kind(usual: Any, suggestion: Any) -> Any:
    """Two wordings, of which the page shows the one that fits the kind chosen."""
    form = '<span class="for-others">{}</span><span class="for-suggestion">{}</span>'
    return format_html_lazy(form, usual, suggestion)


class CategoryChoices(forms.models.ModelChoiceIterator):
    """Published categories under the name of what they belong to."""

    def __iter__(self) -> Iterator[Any]:
        groups: dict[str, list[tuple[Any, str]]] = {}
        for category in self.queryset:
            groups.setdefault(category.parent.name if category.parent else "", []).append(self.choice(category))
        yield ("", self.field.empty_label)
        yield from groups.pop("", [])
        yield from groups.items()


class CategoryField(forms.ModelChoiceField):
    """What it is about; staff correct it."""

    iterator = CategoryChoices


class LetterForm(BehalfFields):
    """Names are the outside interface: see docs/decisions.md before changing one."""

    kind = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=(
            ("appeal", _("Ask for something to be settled")),
            ("suggestion", _("Make a suggestion")),
            ("accusation", _("Report somebody")),
        ),
        widget=RadioCards(hints=KIND_HINTS),
        error_messages={
            "required": _("Choose one of the three."),
            "invalid_choice": _("Choose one of the three."),
        },
    )
    category = CategoryField(
        label=_("What is it about?"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=_("I do not know"),
        help_text=_("Only if one fits. We sort it in any case."),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    title = TypedField(
        label=_("Title"),
        help_text=_("In one sentence, for example “The lamp at the south gate is dark”."),
        error_messages={"required": _("Write a title, for example “The lamp at the south gate is dark”.")},
    )
    body = LongField(
        label=_("What happened"),
        rows=7,
        help_text=_("When, where, what, and who saw it. Your own words are fine."),
        error_messages={"required": _("Tell us what happened. A few sentences are enough.")},
    )
    request = LongField(label=_("What you ask for"), rows=3, required=False, help_text=_("What should be done?"))
    against = TypedField(
        label=_("Whom it is against"),
        required=False,
        help_text=_("Only when it is against somebody: a person with their post, or a body."),
    )
    place = TypedField(label=_("Where"), required=False, help_text=_("Road and number, estate, or what is nearby."))
    neighbourhood = forms.ModelChoiceField(
        label=_("Neighbourhood"),
        queryset=Neighbourhood.objects.all(),
        to_field_name="key",
        required=False,
        empty_label=_("I do not know"),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    anonymous = forms.BooleanField(
        label=_("Write without my name"),
        required=False,
        help_text=_(
            "Then we cannot ring, write or send you messages. You can only follow it with number and query code, "
            "and nobody can replace a lost code. Without a name, some things cannot be looked into."
        ),
    )
    attachments = UploadsField(label=_("Attachments"))
    name = TypedField(
        label=_("Your name"),
        error_messages={"required": _("Write your name, or tick “Write without my name”.")},
        max_length=60,
        help_text=_("As on your identity card."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = TypedField(
        label=_("Your phone"),
        error_messages={"required": _("Write a phone number at which we reach you.")},
        max_length=40,
        help_text=_("Mobile, or landline with area code. We use it for this matter only."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    address = TypedField(
        label=_("Your address"),
        required=False,
        help_text=_("Where a letter reaches you."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    id_type = forms.ChoiceField(label=_("Kind of paper"), choices=(("", _("None")), *IdType.choices), required=False)
    id_number = TypedField(
        label=_("Number of the paper"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    e_service = forms.BooleanField(
        label=_("Send me papers electronically"),
        required=False,
        help_text=_("By text message and on this site instead of by post. You can take this back at any time."),
    )
    share_identity = forms.BooleanField(
        label=_("Helping offices may see who I am"),
        required=False,
        help_text=_(
            "Otherwise they see only your surname and part of your phone number; "
            "the desk and the office that answers see all."
        ),
    )
    call = forms.ModelChoiceField(
        label=_("Which call is it for?"),
        queryset=Call.objects.none(),
        required=False,
        empty_label=_("None in particular"),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    publish = forms.BooleanField(
        label=_("You may publish my suggestion, without my name"),
        required=False,
        help_text=_(
            "Together with the answer, after two people took out whatever tells who you are. You can take this back at "
            "any time."
        ),
    )
    notice_read = forms.BooleanField(
        label=_("I have read how my personal information is used"),
        error_messages={"required": _("Please read the notice and tick this box.")},
    )
    form_token = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "category", Category.objects.filter(published=True).select_related("parent"))
        if self.is_bound and self.data.get("kind") != "suggestion":
            del self.fields["call"]
        else:
            pick_from(self, "call", Call.open_on(timezone.localdate()))
        self.fields["notice_read"].help_text = format_html(
            '<a href="{}" target="_blank">{}</a>', reverse("privacy"), _("Read it here (opens in a new window)")
        )

    def ready_to_draw(self) -> Self:
        """Leave out what has nothing to choose from; all else may be chosen when the form comes back."""
        if "call" not in self.fields:
            self.fields["call"] = deepcopy(self.base_fields["call"])
            pick_from(self, "call", Call.open_on(timezone.localdate()))
        for name in ("category", "call"):
            rows = field_of(self, name, forms.ModelChoiceField).queryset
            if rows is not None and not rows.exists():
                del self.fields[name]
        return self

    def clean(self) -> dict[str, Any]:
        """Check what belongs together; without a name nothing about the person is kept."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") != "suggestion":
            cleaned.update(call=None, publish=False)
        if cleaned.get("anonymous"):
            for name in ABOUT_PERSON:
                self.errors.pop(name, None)
                cleaned[name] = False if isinstance(self.fields[name], forms.BooleanField) else ""
            self.clean_behalf(cleaned)
            return cleaned
        self._clean_phone(cleaned)
        if cleaned.get("id_number"):
            self._clean_paper(cleaned)
        else:
            cleaned["id_type"] = ""
        self.clean_behalf(cleaned)
        return cleaned

    def _clean_phone(self, cleaned: dict[str, Any]) -> None:
        if "phone" not in cleaned:
            return
        try:
            cleaned["phone"] = normal_phone(cleaned["phone"])
        except Unusable as error:
            self.add_error("phone", ValidationError(error.message))

    def _clean_paper(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("id_type") or ""
        try:
            cleaned["id_number"] = check_id_number(kind, cleaned["id_number"])
        except Unusable as error:
            self.add_error("id_number" if kind else "id_type", ValidationError(error.message))


# The words in which a suggestion is asked for: theme, reason, proposal.
for _name, (_label, _hint) in OF_A_SUGGESTION.items():
    _field = LetterForm.base_fields[_name]
    _field.label, _field.help_text = by_kind(_field.label, _label), by_kind(_field.help_text, _hint)
