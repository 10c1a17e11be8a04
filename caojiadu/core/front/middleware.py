"""What our pages add to an answer: a page where Django sends an empty one, the content policy, a line of the log."""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django_structlog.middlewares import RequestMiddleware
from django_structlog.signals import bind_extra_request_metadata
from structlog.contextvars import bind_contextvars

from caojiadu.core.audit.address import client_address
from caojiadu.logs import pattern_of


class NotAllowed:
    """405: Django sends an empty page; whoever opened an address that only takes what a form sends is told so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "errors/405.html", status=405)
        page["Allow"] = response["Allow"]
        return page


class NothingKept:
    """What is answered within a session stays in no browser's memory: the next person at it presses Back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Whoever reads no session shows nobody's page, and whoever has written none is nobody yet.
        if request.session.accessed and not request.session.is_empty() and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class Compressed(GZipMiddleware):
    """Compresses the pages of whoever has no session.

    Whose page holds a secret of theirs, their session's among them, gets it as it is: how well a page compresses tells
    what stands beside what a stranger made it repeat (BREACH). The token of a form, which all pages have, is masked
    anew each time.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        session = getattr(request, "session", None)
        if session is None or not session.is_empty():
            return response
        return super().process_response(request, response)


# unfold cannot run without: its Alpine.js evaluates expressions and sets styles.
ADMIN = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class ContentPolicy(CSPMiddleware):
    """Sends the policy of the settings; under /admin/ with what its pages need. No page has one of its own, so each of
    the two is put together once."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.written: dict[bool, str] = {}

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Widen the policy before it is written."""
        wider = request.path_info.startswith("/admin/")
        if wider in self.written:
            response[HEADER] = self.written[wider]
            return response
        if wider:
            response._csp_update = ADMIN  # type: ignore[attr-defined]
        response = super().process_response(request, response)
        self.written[wider] = response[HEADER]
        return response


@receiver(bind_extra_request_metadata)
def log_address(request: HttpRequest, **_signal: Any) -> None:
    """Each line of the log says where its request came from."""
    bind_contextvars(ip=client_address(request))


class RequestLog(RequestMiddleware):
    """Writes one line for each request, with the pattern of its address: the words searched for stay out of the log."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Say what was asked for."""
        return f"{request.method} {pattern_of(request)}"
