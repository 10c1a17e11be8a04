"""Following a matter with its number and code, without an account.

A wrong number and a wrong code are told apart by nothing: same words, same status, same queries, same computing.
"""

import unicodedata
from collections.abc import Callable

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident
from petitions.letters.addresses import ways
from petitions.letters.fields import TypedField
from petitions.letters.models import Claim
from petitions.petitioners import access
from petitions.petitioners.access import find_code


class TrackForm(forms.Form):
    number = TypedField(
        label=_("Number"),
        max_length=60,
        help_text=_("On your receipt, for example XF-2026-000042."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Write the number from your receipt.")},
    )
    code = TypedField(
        label=_("Query code"),
        max_length=60,
        help_text=_("8 letters and digits; capitals, spaces and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Write the query code from your receipt.")},
    )

    def clean_number(self) -> str:
        """Full-width signs and other dashes are as good."""
        return _plain(self.cleaned_data["number"])

    def clean_code(self) -> str:
        return _plain(self.cleaned_data["code"])


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    for dash in "‐‑–—−ー一":
        plain = plain.replace(dash, "-")
    return "".join(plain.split())


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; the right ones open the matter to this browser."""
    if request.method != "POST":
        number = request.GET.get("number", "").replace("\0", "")[:60]
        return _page(request, TrackForm(initial={"number": number}))
    form = TrackForm(request.POST)
    return open_matter(request, form, _page) if form.is_valid() else _page(request, form)


@sensitive_variables("code")
def open_matter(request: HttpRequest, form: TrackForm, page: Callable[..., HttpResponse]) -> HttpResponse:
    """Open the matter of a number and its code to this browser; `page` shows the form again where they do not fit."""
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    if not _may_try(request, number):
        form.add_error(None, _slowed())
        return page(request, form, status=429)
    found = find_code(number, code)
    if found is None:
        form.add_error(
            None, gettext("This number and this code do not belong together. Please check both, sign by sign.")
        )
        return page(request, form)
    throttle.clear(scope="track", key=_key(request, number))
    part = found.petitioner
    access.grant(request, part, found)
    phone = part.resident.phone_digest if part.resident else ""
    if phone and is_resident(request.user) and request.user.phone_digest == phone:
        access.claim(user=request.user, petitioner=part, how=Claim.How.CODE)  # an account with their phone keeps it
    return redirect("petitions:matter", number)


def _may_try(request: HttpRequest, number: str) -> bool:
    """Count the try: for this number from this address, and for this address."""
    limit, seconds = settings.TRACK_TRIES
    all_limit, all_seconds = settings.TRACK_TRIES_PER_ADDRESS
    one = throttle.hit(scope="track", key=_key(request, number), limit=limit, seconds=seconds)
    every = throttle.hit(scope="track-address", key=throttle.address_key(request), limit=all_limit, seconds=all_seconds)
    return one and every


def _key(request: HttpRequest, number: str) -> str:
    return f"{throttle.address_key(request)} {number}"


def _slowed() -> str:
    minutes = settings.TRACK_TRIES[1] // 60
    return gettext(
        "Too many wrong tries from this connection. Please wait %(minutes)d minutes and try again. "
        "Lost the code? The window gives you a new one when you show your identity card."
    ) % {"minutes": minutes}


def _page(request: HttpRequest, form: TrackForm, status: int = 200) -> HttpResponse:
    return render(request, "petitions/tracking/track.html", {"form": form, "ways": ways()}, status=status)
