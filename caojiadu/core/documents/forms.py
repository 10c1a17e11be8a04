"""The form in which staff record how a paper was served."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm
from caojiadu.core.community.models import Resident
from caojiadu.core.documents.models import Paper, Service
from caojiadu.core.documents.serving import BY_MESSAGE, addressees, unserved
from caojiadu.core.files.uploads import UploadsField

_HOW = tuple(choice for choice in Service.How.choices if choice[0] != Service.How.ONLINE)


class PaperChoice(forms.ModelChoiceField):
    """A paper by its title and number."""

    def label_from_instance(self, obj: Any) -> str:
        """Title and number."""
        return f"{obj.title} {obj.number}"


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text=help_text, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class ServeForm(MoveForm):
    """Which paper, to whom, how, when it was sent and when it was received."""

    key_fields = ("how",)
    paper = PaperChoice(label=_("Paper"), queryset=Paper.objects.none(), empty_label=None)
    to = forms.ModelChoiceField(label=_("To whom"), queryset=Resident.objects.none(), required=False, empty_label=None)
    how = forms.ChoiceField(label=_("How"), choices=_HOW, widget=forms.RadioSelect)
    sent_on = _day(_("Sent on"), _("For post and messages. Sent is not served."))
    received_on = _day(
        _("Received on"), _("The day of the signature or of the delivery receipt. Time to object runs from it.")
    )
    proof = forms.CharField(
        label=_("Proof"),
        max_length=200,
        required=False,
        help_text=_("Who signed, the number of the slip, or the delivery receipt."),
    )
    proof_files = UploadsField(
        label=_("Proof as a picture or PDF"),
        most=1,
        help_text=_("The signed slip or the receipt, where you have it: one file. Staff read it, nobody else."),
    )

    def __init__(self, data: Any = None, *args: Any, case: Any, **kwargs: Any) -> None:
        waiting = unserved(case)
        if data is not None and not data.get("paper") and waiting:
            # Where only one was asked about, the newest is meant.
            data = {**{key: data[key] for key in data}, "paper": waiting[0].pk}
        super().__init__(data, *args, case=case, **kwargs)
        self._offer("paper", Paper.objects.filter(pk__in=[one.pk for one in waiting]).order_by("-id"))
        people = addressees(self.case)
        self.people = people
        if len(people) > 1:
            self._offer("to", Resident.objects.filter(pk__in=[one.pk for one in people]))
        else:
            del self.fields["to"]

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """A paper that is out, days in their order, and no message that counts as served without an agreement."""
        cleaned = super().clean() or {}
        cleaned["to"] = cleaned.get("to") or next(iter(self.people), None)
        self._check_days(cleaned)
        self._check_message(cleaned)
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        sent, received = cleaned.get("sent_on"), cleaned.get("received_on")
        if not sent and not received and not {"sent_on", "received_on"} & set(self.errors):
            self.add_error("received_on", _("Say on which day it was sent, or on which day it was received."))
        for name, on in (("sent_on", sent), ("received_on", received)):
            if on and (problem := self._wrong(on, cleaned.get("paper"))):
                self.add_error(name, problem)
        if sent and received and sent > received:
            self.add_error("received_on", _("It cannot be received before it was sent."))

    @staticmethod
    def _wrong(on: dt.date, paper: Paper | None) -> Any:
        if on > timezone.localdate():
            return _("This day has not come yet.")
        if paper and paper.signed_at and on < timezone.localdate(paper.signed_at):
            return _("The paper was not yet issued on this day.")
        return None

    def _check_message(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("how") not in BY_MESSAGE or not cleaned.get("received_on"):
            return
        if not getattr(cleaned["to"], "agreed_e_service_at", None):
            self.add_error(
                "how",
                _(
                    "The petitioner did not agree to electronic service: a message was sent, but does not count as "
                    "served. Leave the day of receipt empty, or hand the paper over or post it."
                ),
            )
        if not cleaned.get("proof"):
            self.add_error("proof", _("Name the delivery receipt: without one a message is sent, not served."))
