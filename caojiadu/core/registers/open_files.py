"""Files of a matter that others than staff read once it is decided: added, and taken off again before."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import Audience, attach
from caojiadu.core.registers import rules
from caojiadu.core.registers.matter import Matter, Staff
from caojiadu.core.registers.steps import PapersForm
from caojiadu.core.workflow import Purpose, State, Text, Transition

FORMS = f"{__name__}."


def open_files(case: Case) -> QuerySet[File]:
    """Those that others read, or will read, of a matter."""
    return case.files.filter(audience=Audience.BOTH).exclude(state=File.State.REFUSED)


class OpenPapersForm(PapersForm):
    """Papers that others read: they read the names of the files too."""

    def clean_papers(self) -> list[File]:
        """No name says who somebody is."""
        found: list[File] = self.cleaned_data["papers"]
        if said := next(filter(None, (rules.personal(file.name) for file in found)), ""):
            raise ValidationError(said)
        return found


class TakeOffForm(MoveForm):
    """Which file nobody but staff is to read, and why."""

    file = forms.ModelChoiceField(File.objects.none(), label=gettext_lazy("Which file"), empty_label="—")
    reason = long_text(gettext_lazy("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "file", open_files(self.case))


def add_files(
    matter: Matter, key: str, label: Text, *states: State, by: Staff | None = None, hint: Text = ""
) -> Transition:
    """Files that others read as well once it is decided."""
    return matter.step(
        key, label, *states, by=by, form=FORMS + "OpenPapersForm", effects=(_keep,), purpose=Purpose.PAPERS, hint=hint
    )


def take_file_off(matter: Matter, key: str, *states: State, by: Staff | None = None) -> Transition:
    """One of those goes back to staff: it stays with the matter, as what was to be given out."""
    return matter.step(
        key,
        gettext_lazy("Take a file off"),
        *states,
        by=by,
        form=FORMS + "TakeOffForm",
        when=(_some,),
        effects=(_take_off,),
        purpose=Purpose.PAPERS,
        hint=gettext_lazy("It stays here for staff; nobody else reads it."),
    )


def _some(moving: Moving) -> None:
    if not open_files(moving.case).exists():
        raise Refused(_("No file is meant for others."))


def _keep(moving: Moving) -> None:
    attach(files=moving.data["papers"], case=moving.case, actor=moving.actor.user, audience=Audience.BOTH)


def _take_off(moving: Moving) -> None:
    open_files(moving.case).filter(pk=moving.data["file"].pk).update(audience=Audience.STAFF)
