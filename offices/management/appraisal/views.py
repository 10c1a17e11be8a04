"""The public form of a round of appraisal: no name is asked; it can be changed until the round closes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts import throttle
from offices.management.appraisal import counting
from offices.management.appraisal.forms import BallotForm
from offices.management.models import AppraisalRound, BranchAppraisal

PER_ADDRESS = (60, 3600)  # forms from one address in an hour: a whole estate, or a committee's tablet, may share one


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appraisal(request: HttpRequest, number: str) -> HttpResponse:
    """The form while the round is open, or what this browser or account sent; the result, once public.

    Otherwise nothing of the round is read, neither before its first day nor once it is taken from the public page.
    """
    found = get_object_or_404(AppraisalRound, number=number, state__in=("round_open", "round_over", "round_done"))
    if not counting.open_rounds().filter(pk=found.pk).exists():
        return _page(request, found, None)
    rows = list(BranchAppraisal.objects.filter(round=found, closed_at=None).select_related("resource").order_by("pk"))
    sent = counting.sent_by(found, _who(request))
    if sent is not None and request.method != "POST" and "change" not in request.GET:
        context = {"round": found, "ballot": sent, "given": counting.given_in(sent)}
        return render(request, "offices/management/public_appraisal_sent.html", context)
    form = BallotForm(request.POST if request.method == "POST" else None, appraisals=rows, ballot=sent)
    if form.is_bound and form.is_valid():
        return _send(request, found, form)
    return _page(request, found, form, sent=sent is not None, status=422 if form.errors else 200)


def _send(request: HttpRequest, found: AppraisalRound, form: BallotForm) -> HttpResponse:
    limit, seconds = PER_ADDRESS
    if not throttle.hit(scope="appraisal", key=throttle.address_key(request), limit=limit, seconds=seconds):
        form.add_error(None, _("Very many forms have come from this connection. Please send yours again in an hour."))
        return _page(request, found, form, status=429)
    if not _who(request):
        request.session.create()
    data = form.cleaned_data
    try:
        counting.send(in_round=found, who=_who(request), voice=data["voice"], grades=form.grades, remark=data["remark"])
    except counting.Closed:
        return _page(request, found, None)
    return redirect("management_public:appraisal", found.number)


def _who(request: HttpRequest) -> str:
    """One voice for each account, else for each browser; staff are neither asked nor kept apart."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"browser:{request.session.session_key}" if request.session.session_key else ""


def _page(
    request: HttpRequest, found: AppraisalRound, form: Any, *, sent: bool = False, status: int = 200
) -> HttpResponse:
    results = counting.results_of(found) if form is None and counting.result_is_public(found) else []
    context = {"round": found, "form": form, "sent": sent, "results": results}
    return render(request, "offices/management/public_appraisal.html", context, status=status)
