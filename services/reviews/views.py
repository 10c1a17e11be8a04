"""Pages on which services are judged, and what everybody may see of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from services.form_key import new_form_key
from services.reviews.forms import JudgeForm
from services.reviews.rules import followed_up, judge, note_judged, results

PER_ADDRESS = (30, 3600)  # reviews from one address in an hour: a tablet in the hall is shared by all
SENT = "review_sent"


@never_cache
@sensitive_post_parameters("name", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form; `?item=`, `?step=`, `?grade=` say what is judged and how, `?about=` which application asked."""
    if request.method != "POST":
        known = {name: request.GET.get(name, "")[:40].replace("\0", "") for name in ("item", "step", "grade", "about")}
        return render(
            request, "services/reviews/judge.html", {"form": JudgeForm(initial=known | {"asked": new_form_key()})}
        )
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return render(request, "services/reviews/judge.html", {"form": form}, status=422)
    limit, seconds = PER_ADDRESS
    if not throttle.hit(scope="judging", key=throttle.address_key(request), limit=limit, seconds=seconds):
        form.add_error(None, _("Very many forms have come from this connection. Please send yours again in an hour."))
        return render(request, "services/reviews/judge.html", {"form": form}, status=429)
    return _thanks(request, form.cleaned_data)


def _thanks(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    note_judged(request, data.pop("about"), data["step"])
    review = judge(**data)
    request.session[SENT] = review.case.number if review.case else ""
    return redirect(reverse("services:judged"))


@never_cache
@require_safe
def judged(request: HttpRequest) -> HttpResponse:
    """Thanks, once, and what happens now; then the results of all."""
    sent = request.session.pop(SENT, None)
    context = {"sent": sent is not None, "number": sent, "results": results(), "followed": followed_up()}
    return render(request, "services/reviews/judged.html", context)
