"""Review and re-review as the petitioner reads and asks for them, and the forms of the desk.

Until when, how, what was asked and what was decided.
"""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from caojiadu.core.cases.errors import Invalid
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.memo import known
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.front.posting import posted_from
from petitions.letters.addresses import ways
from petitions.letters.fields import LongField, TypedField, not_in_the_future
from petitions.letters.limits import ASK_RE_REVIEW, ASK_REVIEW, Right
from petitions.letters.models import Petition
from petitions.petitioners import access
from petitions.petitioners.access import take_step
from petitions.petitioners.models import Petitioner
from petitions.petitioners.people import is_confirmed, principal_of
from petitions.review.models import Review
from petitions.review.rules import last_day
from petitions.review.standing import is_final, next_stage, of_this_opinion, requests_of


def day_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    """A day that a person chooses."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


class AskReviewForm(MoveForm):
    public_words = ("reason",)
    reason = LongField(
        label=_("What you ask for, and why"),
        rows=7,
        help_text=_("What is wrong with the opinion, and what should be decided instead. Your own words are fine."),
        error_messages={"required": _("Write what you ask for and why. A few sentences are enough.")},
    )
    files: Any = UploadsField(label=_("Attachments"))


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
        _("Received on"),
        help_text=_("By post: the day of the postmark. Whether it is in time is counted to this day."),
    )
    reason = long_text(_("The request, as it was written or said"), rows=7)
    files: Any = UploadsField(label=_("Attachments"))

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
    files: Any = UploadsField(label=_("The paper"))

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


def first(petition: Petition, part: Petitioner) -> dict[str, Any] | None:
    """A petitioner's own last day to ask for review, why it is that day, and whether it can be asked for now."""
    own = principal_of(part)
    if own.review_until is None or own.served_at is None or not is_confirmed(part):
        return None
    return _right(ASK_REVIEW, timezone.localdate(own.served_at), own.review_until) | _use(
        petition, part, Review.Stage.REVIEW
    )


def requests(petition: Petition, part: Petitioner) -> list[dict[str, Any]]:
    """Every request, oldest first, with the decision once the petitioner has it, and the next right after that.

    A proxy sees none before the resident has agreed.
    """
    return [_request(petition, review, part) for review in requests_of(petition)] if is_confirmed(part) else []


def _request(petition: Petition, review: Review, part: Petitioner) -> dict[str, Any]:
    following = None
    if review.ask_until and review.served_at:
        following = _right(ASK_RE_REVIEW, timezone.localdate(review.served_at), review.ask_until) | _use(
            petition, part, Review.Stage.RE_REVIEW
        )
    return {
        "review": review,
        "mine": review.petitioner_id in (part.pk, principal_of(part).pk)
        or (review.petitioner_id is None and principal_of(part).first),
        "re_review": review.stage == Review.Stage.RE_REVIEW,
        "unread": review.decided_at is not None and review.served_at is None,
        "following": following,
    }


def _use(petition: Petition, part: Petitioner, stage: int) -> dict[str, Any]:
    """Whether a right can be used now, or was used: then the request stands there instead of it."""
    able = may_ask(petition, part, stage)
    asked = any(one.stage == stage for one in of_this_opinion(petition))
    return {"stage": stage, "may_ask": able, "used": asked and not able}


def _right(right: Right, start: dt.date, until: dt.date) -> dict[str, Any]:
    counted = right.until(start)
    return {
        "until": until,
        "why": counted.explain(),
        "article": right.article,
        "provisional": counted.provisional,
        "over": until < timezone.localdate(),
    }


def may_ask(petition: Petition, part: Petitioner, stage: int | None = None) -> bool:
    """Say whether a request can be made now: an opinion was given, none waits, and the last instance has not spoken."""
    served = principal_of(part).served_at is not None and is_confirmed(part)
    if petition.route != Petition.Route.PETITION or not served:
        return False
    if is_final(petition) or any(one.is_open for one in requests_of(petition)):
        return False
    return stage is None or stage == next_stage(petition)


def extension(petition: Petition) -> Any:
    """The extension that was granted, if one was."""
    return known(petition, petition.extensions.filter(granted=True)).first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for the review or, after it, the re-review. A late request is taken and passed on all the same."""
    petition, part = found = access.matter_or_404(request, number)
    stage = next_stage(petition)
    again = stage == Review.Stage.RE_REVIEW
    form = AskReviewForm(case=petition, actor=access.actor_of(request, petition))
    status = 200
    if request.method == "POST":
        key = "ask_re_review" if again else "ask_review"
        done = gettext("Your request has gone to the body that decides. It has 30 days.")
        try:
            return take_step(request, found, key, done, data=request.POST, files=request.FILES, anchor="#review")
        except Invalid as error:
            form, status = error.form, 422
    elif not may_ask(petition, part):
        messages.warning(request, gettext("No review can be asked for in this matter now."))
        return redirect("petitions:matter", number)
    context = {
        "petition": petition,
        "form": form,
        "again": again,
        "until": last_day(petition, stage, part),
        "ways": ways(),
    }
    return render(request, "petitions/review/ask.html", context, status=status)


@never_cache
@posted_from("petitions:matter", "number")
def read(request: HttpRequest, number: str) -> HttpResponse:
    """Record that the opinion from above was read, and show it."""
    found = access.matter_or_404(request, number)
    return take_step(request, found, "read_review", gettext("Here is the opinion."), anchor="#review")
