"""The page of leaders."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.desk.overview import offices, parts
from caojiadu.core.desk.panels import blocks_for
from caojiadu.core.desk.views.common import page


@staff_required
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for a leader, and how the offices stand; for nobody else."""
    user: Any = request.user
    if not user.has_role("leader"):
        raise Http404
    context = {"blocks": blocks_for(user), "parts": parts(user), "offices": offices(user)}
    return page(request, "desk/overview.html", context)
