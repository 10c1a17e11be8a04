"""Doors of the staff's, the district's and the residents' pages, and how long a phone says who somebody is."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeGuard

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.returned_forms import give_back, typed_in

View = Callable[..., HttpResponseBase]


class ForResidents(Http404):
    """Staff at a page of the residents' own: it does not exist for them, and the page that says so names the desk's."""


def _door(kind: str, sign_in: str) -> Callable[[View], View]:
    """Let one kind of person through: others get 404, for whom the page does not exist, strangers the sign-in page."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request, sign_in)
            if request.user.kind != kind:
                raise ForResidents if kind == User.Kind.RESIDENT and request.user.kind == User.Kind.STAFF else Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def to_sign_in(request: HttpRequest, sign_in: str = "account_login") -> HttpResponseBase:
    """Send to the sign-in page; of a page that swaps a part of itself, the whole page.

    What was typed before the session ended is given back instead, to be sent again after signing in.
    """
    htmx = getattr(request, "htmx", None)
    if htmx:
        return HttpResponseClientRedirect(redirect_to_login(htmx.current_url_abs_path or "/", sign_in).url)
    if request.method == "POST" and (typed := typed_in(request)):
        return give_back(request, typed, sign_in=sign_in)
    return redirect_to_login(request.get_full_path(), sign_in)


def is_resident(user: Any) -> TypeGuard[User]:
    """Say whether a resident is signed in."""
    return bool(user.is_authenticated and user.kind == User.Kind.RESIDENT)


def signed_in(request: HttpRequest) -> User:
    """Who is signed in, in a view that lets nobody else in."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def trusted_since() -> dt.datetime:
    """How far back a phone number still means the same person."""
    return timezone.now() - dt.timedelta(days=settings.PHONE_TRUST_DAYS)


def trusted_until(at: dt.datetime) -> dt.date:
    """The last whole day on which what came, or ended, at this time is shown to whoever has the phone."""
    return timezone.localdate(at + dt.timedelta(days=settings.PHONE_TRUST_DAYS - 1))


staff_required = _door(User.Kind.STAFF, "staff_login")
district_required = _door(User.Kind.DISTRICT, "staff_login")
resident_required = _door(User.Kind.RESIDENT, "account_login")


def password_required(view: View) -> View:
    """Pages about one's password: for those who have one."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request, "staff_login")
        if not request.user.has_usable_password():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
