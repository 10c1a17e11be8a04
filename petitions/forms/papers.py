"""Forms about papers: a mediation agreement, an address that is not known."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.documents.papers import open_paper

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
        """The draft as it stands."""
        paper = open_paper(self.case, "mediation")
        return dict(paper.parts) if paper else {}

    def clean(self) -> dict[str, Any]:
        """Nobody signs tomorrow."""
        cleaned = super().clean() or {}
        for name in _SIGNATURES:
            if cleaned.get(name) and cleaned[name] > timezone.localdate():
                self.add_error(name, _("This day has not come yet."))
        return cleaned


class AddressUnclearForm(MoveForm):
    """What was tried."""

    reason = long_text(_("What was tried to reach the petitioner"), rows=3)
