"""Forms of the office that has the matter. They check shape; rules live in the guards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.assign import handlers_of
from caojiadu.core.cases.colleagues import ColleagueField
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.tell import posts_today, speaks_for
from caojiadu.core.organisation.queries import bodies_for
from caojiadu.core.registers.patterns.escalation import UpwardForm
from petitions.models import AgendaItem, Answer, Petition


class AssignForm(MoveForm):
    """Who handles it."""

    handler = ColleagueField(label=_("Handler"))
    note = long_text(_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].offer(handlers_of(self.case.office_id) - set(self.case.barred))

    def initial_values(self) -> dict[str, Any]:
        return {"handler": self.case.handler_id}


class RecuseForm(AssignForm):
    """Who steps aside, and who takes over."""

    person = forms.ModelChoiceField(label=_("Who steps aside"), queryset=User.objects.none())
    reason = long_text(_("Why"), rows=2)
    note = None  # type: ignore[assignment]
    field_order = ("person", "handler", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.filter(pk__in=self._who_may_open() - set(self.case.barred))
        self.fields["handler"].label = _("Who takes over")
        self.fields["handler"].required = False
        self.fields["handler"].help_text = _("Needed only when whoever handles it steps aside.")

    def _who_may_open(self) -> set[int]:
        """Staff of the lead, of those who help or are asked to take over, the desk, and the leaders."""
        case = self.case
        rows = list(case.assignments.filter(role__in=("co", "asked", "committee"), until=None))
        found = posts_today(role="letters", office_id=case.registrar_id) | posts_today(role="leader")
        for office_id in {case.office_id, *(row.office_id for row in rows if row.office_id)}:
            for role in ("handler", "head", "letters"):
                found |= posts_today(role=role, office_id=office_id)
        return found.union(*(speaks_for(row) for row in rows))

    def initial_values(self) -> dict[str, Any]:
        return {"person": self.case.handler_id}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person, handler = cleaned.get("person"), cleaned.get("handler")
        if person and person.pk == self.case.handler_id and not handler and "handler" not in self.errors:
            self.add_error("handler", _("Name who takes over."))
        if person and person == handler:
            self.add_error("handler", _("Somebody else has to take over."))
        return cleaned


class NoteForm(MoveForm):
    """An internal note."""

    note = long_text(_("Note"), help_text=_("Only staff who work on this matter read it."))


class AskForm(MoveForm):
    """A question to the petitioner."""

    public_words = ("question",)
    question = long_text(_("Question"), help_text=_("Plain words, one thing at a time. The limit goes on running."))


class CoordinateForm(MoveForm):
    """With whom, and what was tried."""

    parties = forms.CharField(label=_("With whom"), max_length=200)
    tried = long_text(_("What was tried, and what came of it"))


def tried_so_far(case: Any) -> str:
    """What was recorded as coordination: with whom, what came of it, and the joint meetings that dealt with it."""
    records = case.events.filter(move="coordinate").select_related("words")
    words = [e.words.text for e in records if hasattr(e, "words")]
    met = AgendaItem.objects.filter(case_id=case.pk, minuted_at__isnull=False).select_related("meeting")
    lines = [f"{one.get('parties', '')}: {one.get('tried', '')}" for one in words]
    return "\n".join([*lines, *(f"{item.meeting.number}: {item.minutes}" for item in met)])


class ReportUpForm(UpwardForm):
    """What the district is told."""

    def initial_values(self) -> dict[str, Any]:
        return {"tried": tried_so_far(self.case)}


class PassOnForm(MoveForm):
    """Where an opinion belongs."""

    body = forms.ModelChoiceField(label=_("District body that receives it"), queryset=bodies_for("opinion"))
    reason = long_text(_("The opinion, as the district should read it"))


class GridCaseForm(MoveForm):
    """What is to be put right in the street."""

    grid_title = forms.CharField(label=_("What is to be put right"), max_length=60)
    grid_place = forms.CharField(label=_("Where exactly"), max_length=120)

    def initial_values(self) -> dict[str, Any]:
        return {"grid_title": self.case.title[:60], "grid_place": self.case.place}


class DraftForm(MoveForm):
    """The answer: outcome, facts and reasons, legal basis (art. 32)."""

    key_fields = ("outcome",)
    quiet_words = ("text", "basis")
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Answer.Outcome.choices, widget=forms.RadioSelect)
    text = long_text(
        _("Facts, reasons and opinion"),
        rows=12,
        help_text=_("What was asked, what you found, what you decide and why."),
    )
    basis = long_text(
        _("Legal basis"), required=False, rows=3, help_text=_("Law, article. Required for an opinion on route 6.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        appeal = self.case.kind == "petition_appeal"
        wanted = ("supported", "explained", "not_supported") if appeal else ("adopted", "partly", "noted")
        self.fields["outcome"].choices = [c for c in Answer.Outcome.choices if c[0] in wanted]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        on_route_six = self.case.route == Petition.Route.PETITION and not self.case.is_second_look
        if on_route_six and "basis" in cleaned and not cleaned["basis"]:
            self.add_error("basis", _("Name the law and article that the opinion rests on."))
        return cleaned

    def initial_values(self) -> dict[str, Any]:
        draft = self.case.answers.filter(round=self.case.round).first()
        return {"outcome": draft.outcome, "text": draft.text, "basis": draft.basis} if draft else {}


class ReleaseForm(MoveForm):
    """Needed only when something is missing."""

    reason = long_text(
        _("Why it goes out all the same"),
        required=False,
        rows=2,
        help_text=_("Only when the opinion of a helping office is missing."),
    )


class SendBackForm(MoveForm):
    """What is to be changed."""

    reason = long_text(_("What should be changed"))
