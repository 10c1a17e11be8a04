"""Forms of the moves between letters on one matter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.links import can_be_linked, open_links
from caojiadu.core.cases.models import Case, CaseLink, Confidentiality
from caojiadu.core.cases.numbers import normal_number
from petitions.forms.fields import LongField, TypedField


class NumberField(forms.ModelChoiceField):
    """A case by its number, typed or taken from a link; only one that the person may open is found."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Case.objects.none(),
            to_field_name="number",
            error_messages={"invalid_choice": gettext_lazy("There is no such matter that you may open.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(normal_number(value) if value else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off", "spellcheck": "false"}


def number_of_other() -> NumberField:
    """The other letter."""
    return NumberField(
        label=gettext_lazy("Number of the other letter"), help_text=gettext_lazy("For example XF-2026-000012.")
    )


class OtherForm(MoveForm):
    """Names another letter."""

    linked_fields = ("linked",)
    linked = number_of_other()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Case.objects.visible_to(self.actor.user).exclude(confidentiality=Confidentiality.SECRET)
        self.fields["linked"].queryset = seen  # type: ignore[attr-defined]

    def clean_linked(self) -> Case:
        other: Case = self.cleaned_data["linked"]
        if other.pk == self.case.pk:
            raise ValidationError(_("That is this letter itself."))
        if not can_be_linked(other):
            raise ValidationError(_("A matter of this kind is not joined with letters."))
        return other


class LinkForm(OtherForm):
    """Two related matters."""

    reason = long_text(gettext_lazy("Why"), rows=2, required=False)


class RepeatForm(LinkForm):
    """An earlier letter on the same matter."""


class UnlinkForm(MoveForm):
    """Which link was wrong, and why."""

    linked = forms.ModelChoiceField(label=gettext_lazy("Linked with"), queryset=Case.objects.none())
    reason = long_text(gettext_lazy("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (CaseLink.Kind.RELATED, CaseLink.Kind.REPEAT)
        ends = open_links(self.case).filter(kind__in=kinds).values_list("case_id", "other_id")
        keys = {key for pair in ends for key in pair} - {self.case.pk}
        self.fields["linked"].queryset = Case.objects.visible_to(self.actor.user).filter(pk__in=keys)  # type: ignore[attr-defined]


class RefuseRepeatForm(OtherForm):
    """The earlier letter, and the words that the petitioner reads."""

    public_words = ("reason",)
    reason = long_text(
        gettext_lazy("What the petitioner is told"), help_text=gettext_lazy("The petitioner reads this.")
    )

    def initial_values(self) -> dict[str, Any]:
        return {
            "reason": _(
                "Your earlier letter on the same matter has been accepted and is being handled within its limit. "
                "Under article 19 of the Regulations on petition work it is not accepted a second time. "
                "You will get the answer to the earlier letter."
            )
        }


class MergeForm(OtherForm):
    """The letter into which this one goes."""

    reason = long_text(gettext_lazy("Why it is the same matter"), rows=2)


class UnmergeForm(MoveForm):
    """Why the merging was wrong."""

    reason = long_text(gettext_lazy("Why"), rows=2)


class SplitForm(MoveForm):
    """The second matter in a letter."""

    quiet_words = ("text", "request")
    title = TypedField(label=gettext_lazy("Title of the second matter"))
    text = LongField(
        label=gettext_lazy("What the letter says about it"),
        help_text=gettext_lazy("Keep the petitioner's own words, and take out what belongs to the first matter."),
    )
    request = LongField(label=gettext_lazy("What is asked for"), required=False, rows=3)
    reason = long_text(gettext_lazy("Why"), rows=2)

    def initial_values(self) -> dict[str, Any]:
        return {"text": self.case.body, "request": self.case.request}
