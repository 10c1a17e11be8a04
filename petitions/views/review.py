"""The petitioner's pages about review and re-review: ask for it, read what was decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from caojiadu.core.cases.errors import Invalid
from caojiadu.core.front.posting import posted_from
from petitions.clocks.standing import next_stage
from petitions.effects.review import last_day
from petitions.forms.review import AskReviewForm
from petitions.intake.receipt import ways
from petitions.models import Review
from petitions.people import grants
from petitions.story import review as story_review
from petitions.views.matter import take_step


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for the review or, after it, the re-review. A late request is taken and passed on all the same."""
    petition, part = found = grants.matter_or_404(request, number)
    stage = next_stage(petition)
    again = stage == Review.Stage.RE_REVIEW
    form = AskReviewForm(case=petition, actor=grants.actor_of(request, petition))
    status = 200
    if request.method == "POST":
        key = "ask_re_review" if again else "ask_review"
        done = _("Your request has gone to the body that decides. It has 30 days.")
        try:
            return take_step(request, found, key, done, data=request.POST, files=request.FILES, anchor="#review")
        except Invalid as error:
            form, status = error.form, 422
    elif not story_review.may_ask(petition, part):
        messages.warning(request, _("No review can be asked for in this matter now."))
        return redirect("petitions:matter", number)
    context = {
        "petition": petition,
        "form": form,
        "again": again,
        "until": last_day(petition, stage, part),
        "ways": ways(),
    }
    return render(request, "petitions/review.html", context, status=status)


@never_cache
@posted_from("petitions:matter", "number")
def read(request: HttpRequest, number: str) -> HttpResponse:
    """Record that the opinion from above was read, and show it."""
    found = grants.matter_or_404(request, number)
    return take_step(request, found, "read_review", _("Here is the opinion."), anchor="#review")
