"""Writing a letter, and its receipt."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident, trusted_since
from petitions.forms.letter import CASE_KINDS, LetterForm
from petitions.intake import online
from petitions.intake.receipt import link_context, receipt_context, ways
from petitions.models import Claim, Submission
from petitions.oversight.reception import days_ahead
from petitions.people import grants

RECEIPTS = "receipts"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The letter form; a good one leads to its receipt."""
    if request.method != "POST":
        return _form(request, LetterForm(initial=_known(request)))
    if request.FILES and not online.may_upload(throttle.address_key(request)):
        return _again(request, LetterForm(request.POST), _too_many(), status=429)
    form = LetterForm(request.POST, request.FILES)
    return _send(request, form) if form.is_valid() else _form(request, form)


@sensitive_variables()
def _send(request: HttpRequest, form: LetterForm) -> HttpResponse:
    data = form.cleaned_data
    token = data["form_token"] or _token_of_words(request, data)
    user = request.user if is_resident(request.user) else None
    try:
        online.check_token(data["form_token"])
        submission = online.sent_before(token=token, data=data)
        if submission is None:
            online.count(address=throttle.address_key(request), phone=data["phone"])
            submission = online.send(token=token, data=data, user=user)
    except online.Expired:
        return _again(request, form, _expired())
    except online.TooMany:
        return _again(request, form, _too_many(), status=429)
    except online.AnotherLetter as other:
        return _again(request, form, _another(other.submission))
    return to_receipt(request, submission)


def _token_of_words(request: HttpRequest, data: dict[str, Any]) -> str:
    """For a form sent without its token: the same browser and the same words are the same letter."""
    get_token(request)
    return f"{request.META['CSRF_COOKIE']}:{online.content_digest(data)}"


def _again(request: HttpRequest, form: LetterForm, message: str, status: int = 200) -> HttpResponse:
    """The form once more with everything typed, a fresh token, and the reason."""
    form.add_error(None, message)
    form.data = form.data.copy()
    form.data["form_token"] = online.new_token()
    return _form(request, form, status)


def _expired() -> str:
    return _("This page was open for more than a day. Nothing you wrote is lost: please press “Send” once more.")


def _too_many() -> str:
    return _(
        "Very many letters have come from this connection or phone. Yours is not sent yet, and nothing you wrote is "
        "lost: please wait an hour and press “Send” again, or ring us."
    )


def _another(submission: Submission) -> str:
    return _(
        "This page was already used for the letter %(number)s, which has arrived. "
        "If what stands here is another letter, press “Send” once more."
    ) % {"number": submission.petition}


def to_receipt(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The receipt has an address of its own; the matter is open to this browser, as whoever sent the form."""
    petition = submission.petition
    receipts = {**request.session.get(RECEIPTS, {}), petition.number: str(submission.key)}
    request.session[RECEIPTS] = dict(list(receipts.items())[-grants.MOST :])
    grants.grant(request, submission.petitioner)
    return redirect("petitions:receipt", petition.number)


def _known(request: HttpRequest) -> dict[str, Any]:
    """What a signed-in resident need not type again; the name only from a letter of this account."""
    initial: dict[str, Any] = {"form_token": online.new_token(), **_asked_for(request)}
    user = request.user
    if not is_resident(user):
        return initial
    initial["phone"] = user.phone_sealed.removeprefix("+86")
    newest = Claim.objects.filter(user=user, how=Claim.How.WROTE, at__gte=trusted_since()).order_by("-pk")
    claim = newest.select_related("petitioner__resident__neighbourhood").first()
    resident = claim.petitioner.resident if claim and claim.petitioner else None
    if resident is not None and resident.phone_digest == user.phone_digest:
        neighbourhood = resident.neighbourhood.key if resident.neighbourhood else ""
        initial.update(name=resident.name_sealed, address=resident.address_sealed, neighbourhood=neighbourhood)
    return initial


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """Which kind and which call a link led to."""
    kind, call = request.GET.get("kind", ""), request.GET.get("call", "")
    found = {"kind": kind} if kind in CASE_KINDS else {}
    return {**found, "call": call} if call.isascii() and call.isdecimal() and len(call) < 10 else found


def _form(request: HttpRequest, form: LetterForm, status: int = 200) -> HttpResponse:
    paper_open = any(form.errors.get(name) for name in ("id_type", "id_number")) if form.is_bound else False
    context = {"form": form, "ways": ways(), "days": days_ahead(5), "paper_open": paper_open}
    return render(request, "petitions/new.html", context, status=status)


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, for the browser that sent the letter; the code stands on it for half an hour."""
    key = request.session.get(RECEIPTS, {}).get(number)
    submission = Submission.objects.select_related("petition").filter(key=key).first() if key else None
    if submission is None or submission.petition is None:
        raise Http404
    shown = submission.shown_until is not None and submission.shown_until > timezone.now()
    context = receipt_context(submission.petition, submission.code_sealed if shown else "", request)
    part = submission.petitioner
    context |= {"part": part, "link": link_context(submission.petition, part, request)}
    return render(request, "petitions/receipt.html", context)
