"""Forms that ask what becomes of months that were paid already, where an aid is stopped or lowered for them (D4)."""

from typing import Any

from django import forms
from django.db import models

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.step_forms import OwnFields, control_of
from offices.service.assistance.models import Overpaid
from offices.service.assistance.overpaid import Months, as_decided, keep, overpaid, rows_for, told, words_of
from offices.service.assistance.overpaid_months import OverpaidMonth
from offices.service.models import AssistanceReview

ASKED = ("overpaid", "overpaid_why")


def _field(name: str, *, required: bool = False) -> forms.Field:
    field = AssistanceReview._meta.get_field(name)
    assert isinstance(field, models.Field)
    return control_of(field, required=required)


class AsksOfPaid(forms.Form):
    """Asks for a choice and a reason once what was typed takes months that were paid; before that nothing is asked.

    The form beneath gives `instance`, the entry as it stands, and `after`, the entry as it would stand.
    """

    instance: Any
    after: Any
    overpaid = forms.ChoiceField(
        label=_field("overpaid").label, choices=Overpaid.choices, widget=forms.RadioSelect, required=False
    )
    overpaid_why = _field("overpaid_why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months: Months = {}
        asked = {name: self.fields.pop(name) for name in ASKED}
        if self.is_bound and self.instance.pk:
            self.fields.update(asked)  # last

    def clean(self) -> dict[str, Any]:
        """Say which months were paid and how much too much, and ask; the fields go where nothing is to be asked."""
        cleaned = super().clean() or self.cleaned_data
        if ASKED[0] not in self.fields:
            return cleaned
        self.months = {} if self.errors else overpaid(self.instance, self.after)
        typed = any(self.data.get(self.add_prefix(name)) for name in ASKED)
        if self.months:
            self._ask(cleaned)
        else:
            cleaned.update(dict.fromkeys(ASKED, ""))
            if not (typed and self.errors):  # what was typed is kept as long as something else is wrong
                self.fields = {name: field for name, field in self.fields.items() if name not in ASKED}
        return cleaned

    def _ask(self, cleaned: dict[str, Any]) -> None:
        self[ASKED[0]].help_text = told(self.months)
        for name in ASKED:
            field = self.fields[name]
            field.required = True
            if not cleaned.get(name):
                self.add_error(name, field.error_messages["required"])

    @property
    def words(self) -> str:
        """What the history of the entry keeps of it, after the words that the form beneath asks for."""
        return "\n".join(filter(None, (super().words, words_of(self._rows()))))  # type: ignore[misc]

    def done(self, user: Visitor) -> None:
        """Keep what was said of each month, by whom."""
        keep(self._rows(said_by=user))

    def _rows(self, **more: Any) -> list[OverpaidMonth]:
        choice, why = (self.cleaned_data.get(name, "") for name in ASKED)
        return rows_for(self.instance, self.months, choice=choice, why=why, **more)


class ProposeForm(AsksOfPaid, OwnFields):
    """What a re-check proposes, and what becomes of months that were paid already."""

    proposal = _field("proposal", required=True)
    grounds = _field("grounds", required=True)
    new_monthly = _field("new_monthly")
    effective_on = _field("effective_on")
    writes = ("proposal", "grounds", "new_monthly", "effective_on", *ASKED)
    key_fields = ("proposal", "new_monthly", "effective_on", "overpaid")

    @property
    def instance(self) -> Any:
        return self.case.household

    @property
    def after(self) -> Any:
        data = self.cleaned_data
        return as_decided(self.case, data["proposal"], data["new_monthly"], data["effective_on"])
