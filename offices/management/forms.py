"""The forms of the moves on a grid case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.tell import posts_today
from offices.management.models import GridCase


class NoteForm(MoveForm):
    """An internal note."""

    note = long_text(_("Note"))


class ReasonForm(MoveForm):
    """Why."""

    reason = long_text(_("Why"), rows=2)


class FileForm(MoveForm):
    """Class and exact place."""

    key_fields = ("thing",)
    thing = forms.ChoiceField(label=_("Part or event"), choices=GridCase.Thing.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Where exactly"), max_length=120)

    def initial_values(self) -> dict[str, Any]:
        return {"thing": self.case.thing, "place": self.case.place}


class DispatchForm(MoveForm):
    """Who sees to it, and through whom."""

    handler = forms.ModelChoiceField(label=_("Who sees to it here"), queryset=User.objects.none())
    to = forms.CharField(
        label=_("Passed to"),
        max_length=120,
        required=False,
        help_text=_("A branch, a company or a team, if not by us."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.case.office_id
        members = posts_today(role="handler", office_id=office) | posts_today(role="head", office_id=office)
        self.fields["handler"].queryset = User.objects.filter(pk__in=members - set(self.case.barred))


class HandledForm(MoveForm):
    """What was done."""

    done = long_text(_("What was done"), rows=3)


class VerifyForm(MoveForm):
    """What was seen on site."""

    seen_on_site = long_text(_("What you saw on site"), rows=2)
