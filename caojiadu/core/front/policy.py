"""The content policy: strict everywhere, a little wider for the administrators' pages alone."""

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# unfold cannot run without: its Alpine.js evaluates expressions and sets styles.
ADMIN = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class ContentPolicy(CSPMiddleware):
    """Sends the policy of the settings; under /admin/ with what its pages need."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Widen the policy before it is written."""
        if request.path_info.startswith("/admin/"):
            response._csp_update = ADMIN  # type: ignore[attr-defined]
        return super().process_response(request, response)
