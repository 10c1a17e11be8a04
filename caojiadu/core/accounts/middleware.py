"""Which sessions we look up, which host shows the staff's pages, and how long staff stay signed in."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect
from django.urls import reverse

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.places import INSIDE

Next = Callable[[HttpRequest], HttpResponse]
# The session is written at most this often, not by every request.
REFRESH_SECONDS = 60


class InsideHost:
    """The staff's side answers on the inside host only; elsewhere it does not exist. No address of ours holds a NUL."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or (request.path_info.startswith(INSIDE) and not is_inside(request)):
            raise Http404
        return self.get_response(request)


class StaffSession:
    """Signs staff out when idle and at the end of a long day; asks for a new password while it is a lent one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or user.kind == User.Kind.RESIDENT:
            return self.get_response(request)
        if not keep_staff_session(request):
            logout(request)
        elif user.password_lent and request.path_info not in _open_with_lent_password():
            return redirect("account_change_password")
        return self.get_response(request)


def keep_staff_session(request: HttpRequest) -> bool:
    """Move the end of an idle session on; return False when the session is as old as it may become.

    A page that asks by itself what is new (X-Poll) is no person at work: it does not keep anybody signed in.
    """
    now = int(time.time())
    session = request.session
    if now - session.setdefault("since", now) > settings.STAFF_SESSION_SECONDS:
        return False
    if now - session.get("seen", 0) >= REFRESH_SECONDS and "X-Poll" not in request.headers:
        session["seen"] = now
        session.set_expiry(settings.STAFF_IDLE_SECONDS)
    return True


def _open_with_lent_password() -> set[str]:
    return {reverse("account_change_password"), reverse("account_logout"), reverse("set_language")}


class SessionStore(DatabaseStore):
    """A cookie may hold anything; one with a NUL in it would end in an error of the database."""

    def _validate_session_key(self, key: str | None) -> bool:
        ours: bool = super()._validate_session_key(key)  # type: ignore[misc]  # the stubs leave it out
        return ours and str(key).isascii() and str(key).isalnum()


def is_inside(request: HttpRequest) -> bool:
    """Say whether a request came to the host on which staff pages answer; without one, every host is."""
    if not settings.INSIDE_HOST:
        return True
    host = request.get_host()
    return settings.INSIDE_HOST.lower() in {host, split_domain_port(host)[0]}
