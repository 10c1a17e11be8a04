"""The forms of the moves on a grid case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.assign import handlers_of
from caojiadu.core.cases.colleagues import ColleagueField
from caojiadu.core.cases.forms import MoveForm, long_text
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

    handler = ColleagueField(label=_("Who sees to it here"))
    to = forms.CharField(
        label=_("Passed to"),
        max_length=120,
        required=False,
        help_text=_("A branch, a company or a team, if not by us."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].offer(handlers_of(self.case.office_id) - set(self.case.barred))


class AssignForm(DispatchForm):
    """Who sees to it from now on."""

    to = None  # type: ignore[assignment]
    note = long_text(_("Note"), rows=2, required=False)


class HandledForm(MoveForm):
    """What was done."""

    done = long_text(_("What was done"), rows=3)


class VerifyForm(MoveForm):
    """What was seen on site."""

    seen_on_site = long_text(_("What you saw on site"), rows=2)
