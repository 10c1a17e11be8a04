"""Forms about the answer: the draft, the signature, a mediation agreement; and what the petitioner says to us."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, field_of, long_text
from caojiadu.core.documents.papers import open_paper
from petitions.letters.fields import LongField
from petitions.letters.models import Answer, Judgement, Petition


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
        field_of(self, "outcome", forms.ChoiceField).choices = [c for c in Answer.Outcome.choices if c[0] in wanted]

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
    reason = long_text(_("What should be changed"))


_SIGNATURES = ("signed_a", "signed_b")


def _signed_on(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class MediateForm(MoveForm):
    """Who agrees to what; the days of the signatures come once both sides have signed the printed draft."""

    quiet_words = ("parties", "terms")
    parties = long_text(_("Parties"), rows=3, help_text=_("Both sides, one a line."))
    terms = long_text(_("What they agree on"), rows=8)
    signed_a = _signed_on(_("Signed by the petitioner on"))
    signed_b = _signed_on(_("Signed by the other side on"))

    def initial_values(self) -> dict[str, Any]:
        paper = open_paper(self.case, "mediation")
        return dict(paper.parts) if paper else {}

    def clean(self) -> dict[str, Any]:
        """Nobody signs tomorrow."""
        cleaned = super().clean() or {}
        for name in _SIGNATURES:
            if cleaned.get(name) and cleaned[name] > timezone.localdate():
                self.add_error(name, _("This day has not come yet."))
        return cleaned


class ReplyForm(MoveForm):
    public_words = ("reply",)
    reply = LongField(label=_("Your reply"), rows=4)


class JudgeForm(MoveForm):
    """Office and answer apart, each in five grades."""

    public_words = ("comment",)
    office_grade = forms.TypedChoiceField(
        label=_("How did the office treat you?"), coerce=int, choices=Judgement.Grade.choices, widget=forms.RadioSelect
    )
    answer_grade = forms.TypedChoiceField(
        label=_("What do you think of the answer?"),
        coerce=int,
        choices=Judgement.Grade.choices,
        widget=forms.RadioSelect,
    )
    comment = LongField(label=_("Anything you want to say"), required=False, rows=3)


class WithdrawForm(MoveForm):
    public_words = ("reason",)
    reason = LongField(label=_("Why (you need not say)"), required=False, rows=2)
