"""Pages for when something went wrong, in the reader's language where that needs nothing else to work."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from caojiadu.core.accounts.access import ForResidents
from caojiadu.core.accounts.returned_forms import give_back, typed_in
from caojiadu.core.front import hooks

# The server cannot be reached, ended the connection, or stopped a statement.
DATABASE_AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = 30
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where more was sent than we read."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known, but not yours to do."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not yours; both look the same. Staff at a residents' page are told where the desk's is."""
    if isinstance(exception, ForResidents):
        links = [link for found in hooks.at_the_window(request.user) for link in found]
        return render(request, "errors/for_residents.html", {"links": links}, status=404)
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: no database, no session, no language; one page says it in both. 503 where the database failed."""
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return away()
    return HttpResponse(get_template("errors/500.html").render(), status=500)


def away() -> HttpResponse:
    """503: the database is gone or overwhelmed, and comes back; browsers and other systems may ask again then."""
    page = HttpResponse(get_template("errors/503.html").render(), status=503)
    page["Retry-After"] = str(RETRY_SECONDS)
    add_never_cache_headers(page)
    return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired form: give back what was typed, to be sent again, if it came from our own page."""
    return give_back(request, typed_in(request) if _came_from_us(request) else [])


def _came_from_us(request: HttpRequest) -> bool:
    """Whether the browser names our own page as the origin: a form on another site is never offered again."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(origin, {request.get_host()}, require_https=request.is_secure())
    return ours and origin.startswith("http")
