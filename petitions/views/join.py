"""Signing a letter that neighbours wrote, with the link they passed on; and that link in the hands of who leads."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.moves import move
from caojiadu.core.front.posting import posted_from
from petitions.forms.join import JoinForm
from petitions.intake import online
from petitions.intake.receipt import ways
from petitions.models import Petition
from petitions.people import grants, joining, links
from petitions.views.write import to_receipt


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What is signed, and the form; a link that has ended and one that never was are the same page."""
    link = links.find(token)
    if link is None:
        return render(request, "petitions/join_over.html", {"ways": ways()}, status=404)
    if request.method != "POST":
        return _page(request, link.petition, JoinForm(initial=_known(request)))
    form = JoinForm(request.POST)
    return _sign(request, link.petition, form) if form.is_valid() else _page(request, link.petition, form)


@sensitive_variables()
def _sign(request: HttpRequest, petition: Petition, form: JoinForm) -> HttpResponse:
    data = {**form.cleaned_data, "letter": petition.pk}
    token = data["form_token"] or online.new_token()
    user = request.user if is_resident(request.user) else None
    take = partial(joining.sign, petition)
    try:
        online.check_token(data["form_token"])
        submission = online.sent_before(token=token, data=data)
        if submission is None:
            online.count(address=throttle.address_key(request), phone=data["phone"])
            submission = online.send(token=token, data=data, user=user, take=take)
    except (online.Expired, online.AnotherLetter):
        return _again(request, petition, form, _("Nothing you wrote is lost: please press “Sign” once more."))
    except online.TooMany:
        said = _("Very many forms have come from this connection or phone. Please try again in an hour, or ring us.")
        return _again(request, petition, form, said, status=429)
    except MoveError as error:
        return _again(request, petition, form, str(error.message))
    return to_receipt(request, submission)


def _again(request: HttpRequest, petition: Petition, form: JoinForm, said: str, status: int = 200) -> HttpResponse:
    form.add_error(None, said)
    form.data = form.data.copy()
    form.data["form_token"] = online.new_token()
    return _page(request, petition, form, status)


def _known(request: HttpRequest) -> dict[str, Any]:
    known: dict[str, Any] = {"form_token": online.new_token()}
    if is_resident(request.user):
        known["phone"] = request.user.phone_sealed.removeprefix("+86")
    return known


def _page(request: HttpRequest, petition: Petition, form: JoinForm, status: int = 200) -> HttpResponse:
    people = petition.petitioners.present().own().count()
    context = {"petition": petition, "form": form, "people": people, "ways": ways()}
    return render(request, "petitions/join.html", context, status=status)


@never_cache
@posted_from("petitions:matter", "number")
def link(request: HttpRequest, number: str) -> HttpResponse:
    """Open or close the link; what does not go is said."""
    petition, part = grants.matter_or_404(request, number)
    opens = request.POST.get("do") != "close"
    done = _("Your neighbours can sign now.") if opens else _("Nobody can sign with the link any more.")
    return step(request, petition, part, "open_joining" if opens else "close_joining", done, anchor="#together")


@never_cache
@posted_from("petitions:matter", "number")
def proxy(request: HttpRequest, number: str) -> HttpResponse:
    """The resident agrees that somebody acts for them, or takes that back."""
    petition, part = grants.matter_or_404(request, number)
    if part.acts:
        raise Http404
    agrees = request.POST.get("do") == "agree"
    done = _("You agreed.") if agrees else _("From now on nobody acts for you here.")
    return step(request, petition, part, "agree_to_proxy" if agrees else "end_proxy", done)


def step(request: HttpRequest, petition: Petition, part: Any, key: str, done: str, *, anchor: str = "") -> HttpResponse:
    """Make a move without a form, as one petitioner, and go back to the matter."""
    actor = grants.actor_of(request, petition)
    try:
        move(case=petition, key=key, actor=actor, extra={"petitioner": part.pk})
    except MoveError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, done)
    response = redirect("petitions:matter", petition.number)
    response["Location"] += anchor
    return response
