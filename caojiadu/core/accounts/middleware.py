"""Which sessions we look up, which host shows the staff's pages, and how long staff stay signed in."""

import datetime as dt
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from caojiadu.core.accounts import factor
from caojiadu.core.accounts.access import to_sign_in
from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.places import INSIDE

Next = Callable[[HttpRequest], HttpResponse]
# The session is written at most this often, not by every request.
REFRESH_SECONDS = 60
SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
NEW_SESSION = """
INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""
KEEP_SESSION = "UPDATE django_session SET session_key = %s, session_data = %s, expire_date = %s WHERE session_key = %s"


class InsideHost:
    """The staff's side answers on the inside host only; elsewhere it does not exist. No address of ours holds a NUL."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or (request.path_info.startswith(INSIDE) and not is_inside(request)):
            raise Http404
        return self.get_response(request)


class StaffSession:
    """Signs staff out when idle and at the end of a long day."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or user.kind == User.Kind.RESIDENT:
            return self.get_response(request)
        if not keep_staff_session(request):
            logout(request)
        elif (settings.SECOND_FACTOR_REQUIRED or settings.PASSWORD_DAYS) and (first := _before_work(request, user)):
            return redirect(first)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Who is asked to show a factor again comes back to where they were; what they typed waits on the page."""
        return to_sign_in(request, "staff_again") if isinstance(exception, factor.AskAgain) else None


def _before_work(request: HttpRequest, user: User) -> str:
    """The page that comes before every other: the second factor, then a password that has become old."""
    path, open_to_all = request.path_info, _without_factor()
    if path.startswith(open_to_all) or not user.has_usable_password():
        return ""
    if factor.must_set_up(request, user):
        return "staff_again" if factor.has_factor(user) else "mfa_index"
    changing = path == reverse("account_change_password")
    return "account_change_password" if user.password_is_old and not changing else ""


@cache
def _without_factor() -> tuple[str, ...]:
    """What somebody may open who has not shown a second factor: to set one up, and to leave."""
    names = ("mfa_index", "staff_again", "account_logout", "set_language", "display")
    return (*(reverse(name) for name in names), settings.STATIC_URL)


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


class SessionStore(DatabaseStore):
    """Sessions written with one statement each, at the end of a request."""

    _before: str | None = None  # the key of the row that gets a new one

    def cycle_key(self) -> None:
        """Give the session a new key, under which it is written at the end of the request; the one before ends then."""
        self._get_session()  # type: ignore[attr-defined]  # reads it under the key of before
        if self.session_key:
            self._before = self._before or self.session_key
            self._session_key = self._get_new_session_key()
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the row; without a key a new one. Raises CreateError or UpdateError."""
        if self.session_key is None:
            self.create()
            return
        held = self.encode(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        row: list[str | dt.datetime] = [self.session_key, held, self.get_expiry_date()]
        with connection.cursor() as cursor:
            if not must_create:
                cursor.execute(KEEP_SESSION, [*row, self._before or self.session_key])
            if must_create or (self._before and not cursor.rowcount):  # a second click at once took the row
                cursor.execute(NEW_SESSION, row)
            if not cursor.rowcount:
                raise CreateError if must_create else UpdateError
        self._before = None

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key or self._before)
        if session_key is None:
            self._before = None

    def _get_new_session_key(self) -> str:
        """A key that nobody has: of two that drew the same the insert refuses one."""
        return get_random_string(32, VALID_KEY_CHARS)

    # A cookie may hold anything; one with a NUL in it would end in an error of the database.

    def _validate_session_key(self, key: str | None) -> bool:
        ours: bool = super()._validate_session_key(key)  # type: ignore[misc]  # the stubs leave it out
        return ours and str(key).isascii() and str(key).isalnum()

    def load(self) -> dict[str, Any]:
        """What the session holds. Every page of somebody signed in begins with it: the statement is not put together
        again each time."""
        with connection.cursor() as cursor:
            cursor.execute(SESSION, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held


def is_inside(request: HttpRequest) -> bool:
    """Say whether a request came to the host on which staff pages answer; without one, every host is."""
    if not settings.INSIDE_HOST:
        return True
    host = request.get_host()
    return settings.INSIDE_HOST.lower() in {host, split_domain_port(host)[0]}
