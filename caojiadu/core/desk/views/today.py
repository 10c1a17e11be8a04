"""The page where everybody lands who works at the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.desk import load
from caojiadu.core.desk.panels import blocks_for
from caojiadu.core.desk.today import FIRST, tiles, words_of
from caojiadu.core.desk.views.common import frame
from caojiadu.core.notices.queries import newest_unread


@staff_required
def today(request: HttpRequest) -> HttpResponse:
    """What is late, what falls due, what waits for whom, and what came in meanwhile."""
    user: Any = request.user
    shared = frame(user)
    found = tiles(user, shared["rail"])
    leads = user.has_role("leader")
    context = {
        "on_today": True,
        "today": timezone.localdate(),
        "words": words_of(shared["rail"]),
        "blocks": blocks_for(user),
        "tiles": found,
        "first": next((line for tile in found for line, _beside in tile.rows), None),
        "people": [] if leads else load.of_people(user),
        "offices": load.of_offices(user) if leads else [],
        "messages_unread": newest_unread(user, FIRST) if shared["unread_count"] != "0" else [],
    }
    return render(request, "desk/today.html", shared | context)
