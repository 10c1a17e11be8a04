"""Forms of the stages of a letter, and what the desk shows of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import history
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.memo import known
from caojiadu.core.cases.models import Case
from caojiadu.core.desk.panels import Panel
from caojiadu.core.external_systems.desks import name_of
from caojiadu.core.organisation.models import DistrictBody
from petitions.letters.fields import TypedField
from petitions.letters.limits import OBJECT
from petitions.letters.models import Petition
from petitions.stages.models import Transferred


class RefuseForm(MoveForm):
    """Why it is not accepted, and who is competent: the petitioner reads both."""

    public_words = ("reason", "competent")
    reason = long_text(_("Why it is not accepted"), help_text=_("The petitioner reads this."))
    competent = forms.CharField(label=_("Who is competent"), max_length=120, help_text=_("The body to turn to."))


class AskMissingForm(MoveForm):
    """What is missing before the desk can decide."""

    public_words = ("question",)
    question = long_text(
        _("What is missing"),
        help_text=_("Plain words, everything at once: this is asked once only. The limit goes on running."),
    )


class TransferOutForm(MoveForm):
    public_words = ("other", "reason")
    body = forms.ModelChoiceField(
        label=_("Body of the district"),
        queryset=DistrictBody.objects.filter(active=True).exclude(key="discipline"),
        required=False,
        help_text=_("Only for a matter that came from above. One straight from the petitioner is not passed up."),
    )
    other = TypedField(
        label=_("Or another body"), required=False, help_text=_("At our level or below, in the same system.")
    )
    reason = long_text(_("Why it goes there"), help_text=_("The petitioner reads this."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("body")) == bool(cleaned.get("other")) and not self.errors:
            self.add_error("other", _("Name one body: choose one of the district, or write another."))
        return cleaned


class NoLongerForm(MoveForm):
    """Which ended matter it repeats, and why it is the same."""

    public_words = ("reason",)
    key_fields = ("ended",)
    linked_fields = ("ended",)
    ended = TypedField(
        label=_("Number of the ended matter"), max_length=24, help_text=_("The matter that the re-review ended.")
    )
    reason = long_text(_("Why it is the same: facts and reasons"), help_text=_("The petitioner reads this."))

    def clean_ended(self) -> Case:
        """The matter itself. One that the clerk may not open does not exist."""
        number = self.cleaned_data["ended"].upper()
        found = Petition.objects.filter(number=number, kind=self.case.kind, reviews__stage=2)
        ended = found.exclude(reviews__decision__in=("", "not_accepted")).first()
        if ended is None or not Case.objects.visible_to(self.actor.user).filter(pk=ended.pk).exists():
            raise forms.ValidationError(_("There is no matter with this number that a re-review ended."))
        return ended


class AskExtensionForm(MoveForm):
    """Why the sixty days are not enough, and how many more are needed."""

    public_words = ("reason",)
    days = forms.IntegerField(
        label=_("Days more"),
        min_value=1,
        max_value=30,
        help_text=_("Calendar days, at most 30 in all and once only (art. 34)."),
    )
    reason = long_text(_("Why it takes longer"), help_text=_("The petitioner reads this."))


class RefuseExtensionForm(MoveForm):
    reason = long_text(_("Why it is not extended"), rows=2)


class SendDecisionBackForm(MoveForm):
    """What is to be changed before it is signed."""

    reason = long_text(_("What should be changed"))


class CarriedOutForm(MoveForm):
    public_words = ("done",)
    done = long_text(_("What was done"), help_text=_("The petitioner reads this."))


class ArchiveForm(MoveForm):
    """What the file says last."""

    note = long_text(_("Note for the file"), required=False, rows=2)
    address_unclear = forms.BooleanField(
        label=_("Name or address is unclear, so that nothing can be served"),
        required=False,
        help_text=_("Only where that is so. It is recorded, and stands in for the service."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case.anonymous or self.case.resident_id is None or self.case.address_unclear:
            del self.fields["address_unclear"]


class TakeOutForm(MoveForm):
    reason = long_text(_("Why it is taken out of the archive"), rows=2)


class ObjectForm(MoveForm):
    """Why the matter is not ours."""

    reason = long_text(_("Why the matter should go back"), help_text=_("The body that transferred it reads this."))


class RecordObjectionForm(MoveForm):
    """What the sender said, where its word came by letter or phone."""

    key_fields = ("agreed",)
    agreed = forms.ChoiceField(
        label=_("What the sender said"),
        choices=(("yes", _("It takes the matter back")), ("no", _("The matter stays with us"))),
        widget=forms.RadioSelect,
    )
    reply = long_text(_("In which words, by whom, and how it reached us"), rows=3)


# What somebody signs, and the move in which it was written.
_WRITTEN_IN = {
    "sign_refusal": ("refuse", "refuse_repeat"),
    "sign_no_longer": ("no_longer",),
    "grant_extension": ("ask_extension",),
}


def stages_panel(petition: Petition) -> Panel:
    """Where it came from, an extension asked for, requests for review."""
    transfer = known(petition, Transferred.objects.select_related("body").filter(petition_id=petition.pk)).first()
    return Panel(
        "petitions/stages/panel.html",
        {
            "transfer": transfer,
            "object_why": OBJECT.until(transfer.received_on) if transfer else None,
            "object_article": OBJECT.article,
            "system": name_of(petition.foreign_system),
            "number": petition.foreign_number,
            "extensions": list(known(petition, petition.extensions.select_related("asked_by"))),
            "reviews": list(known(petition, petition.reviews.all())),
        },
    )


def proposed(petition: Petition, key: str) -> list[Panel]:
    """Beside a signature: what was proposed, in the words that the petitioner will read."""
    written = _WRITTEN_IN.get(key)
    if written is None:
        return []
    rows = history.last_words(petition, *written)
    asked = petition.extensions.filter(decided_at=None).first() if key == "grant_extension" else None
    return [Panel("petitions/stages/proposed.html", {"rows": rows, "days": asked.days if asked else None})]
