"""What our pages add to an answer: a page where Django sends an empty one, and the content policy."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render


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


# unfold cannot run without: its Alpine.js evaluates expressions and sets styles.
ADMIN = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class ContentPolicy(CSPMiddleware):
    """Sends the policy of the settings; under /admin/ with what its pages need."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Widen the policy before it is written."""
        if request.path_info.startswith("/admin/"):
            response._csp_update = ADMIN  # type: ignore[attr-defined]
        return super().process_response(request, response)
