"""Forms about review and re-review: asking, deciding, serving, and the hearing."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.files.fields import UploadsField
from petitions.forms.fields import LongField, TypedField
from petitions.forms.stages import not_in_the_future
from petitions.models import Review


def day_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    """A day that a person chooses."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


class AskReviewForm(MoveForm):
    """The petitioner's own request."""

    public_words = ("reason",)
    reason = LongField(
        label=_("What you ask for, and why"),
        rows=7,
        help_text=_("What is wrong with the opinion, and what should be decided instead. Your own words are fine."),
        error_messages={"required": _("Write what you ask for and why. A few sentences are enough.")},
    )
    files = UploadsField(label=_("Attachments"))


class AskReviewDeskForm(MoveForm):
    """A request that came to the window or by post. It goes up as it is."""

    public_words = ("reason",)
    key_fields = ("how",)
    how = forms.ChoiceField(
        label=_("How it came"),
        choices=[one for one in Review.How.choices if one[0] != "online"],
        widget=forms.RadioSelect,
    )
    received_on = day_field(
        _("Received on"), help_text=_("By post: the day of the postmark. Whether it is in time is counted to this day.")
    )
    reason = long_text(_("The request, as it was written or said"), rows=7)
    files = UploadsField(label=_("Attachments"))

    def initial_values(self) -> dict[str, Any]:
        return {"received_on": timezone.localdate()}

    def clean_received_on(self) -> dt.date:
        """A day that has come, and not before the opinion."""
        day: dt.date = not_in_the_future(self.cleaned_data["received_on"])
        if self.case.answered_at and day < timezone.localdate(self.case.answered_at):
            raise forms.ValidationError(_("The answer was not yet released on this day."))
        return day


class DecisionForm(MoveForm):
    """The opinion of the body above, entered from paper."""

    public_words = ("text",)
    key_fields = ("decision", "number")
    decision = forms.ChoiceField(label=_("Decision"), choices=Review.Decision.choices, widget=forms.RadioSelect)
    number = TypedField(label=_("Number of the opinion"), max_length=60, required=False)
    decided_on = day_field(_("Date of the opinion"))
    text = long_text(_("The opinion, in full"), rows=10, help_text=_("The petitioner reads this."))
    served_on = day_field(
        _("The petitioner received it on"),
        required=False,
        help_text=_("Where that is proven. The time to ask for re-review runs from this day."),
    )
    files = UploadsField(label=_("The paper"))

    def clean_decided_on(self) -> dt.date:
        return not_in_the_future(self.cleaned_data["decided_on"])

    def clean_served_on(self) -> dt.date | None:
        day: dt.date | None = not_in_the_future(self.cleaned_data["served_on"])
        decided = self.cleaned_data.get("decided_on")
        if day and decided and day < decided:
            raise forms.ValidationError(_("The opinion was not yet given on this day."))
        return day


class ServeReviewForm(MoveForm):
    """How and when the petitioner got the opinion of the body above."""

    key_fields = ("how",)
    how = forms.ChoiceField(
        label=_("How"),
        choices=(("window", _("Handed over and signed for")), ("post", _("By post, signed for"))),
        widget=forms.RadioSelect,
    )
    received_on = day_field(_("Received on"), help_text=_("The day of the signature."))

    def initial_values(self) -> dict[str, Any]:
        return {"received_on": timezone.localdate()}

    def clean_received_on(self) -> dt.date:
        """A day that has come, and not before the opinion."""
        day: dt.date = not_in_the_future(self.cleaned_data["received_on"])
        newest = self.case.reviews.exclude(decided_on=None).order_by("id").last()
        if newest and day < newest.decided_on:
            raise forms.ValidationError(_("The opinion was not yet given on this day."))
        return day


class HearingForm(MoveForm):
    """From when the limit stands still."""

    first_day = day_field(_("First day of the hearing"), help_text=_("This day is not counted any more."))
    reason = long_text(_("How this became known"), rows=2)

    def clean_first_day(self) -> dt.date:
        return not_in_the_future(self.cleaned_data["first_day"])


class HearingOverForm(MoveForm):
    """Until when it stood still."""

    last_day = day_field(_("Last day of the hearing"), help_text=_("The limit runs on from the next day."))
    reason = long_text(_("How this became known"), rows=2)

    def clean_last_day(self) -> dt.date:
        return not_in_the_future(self.cleaned_data["last_day"])
