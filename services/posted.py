"""What is posted for the public now: who is to receive what, name and outcome, until the days of posting are over."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from caojiadu.core.keyset import SIZE, mark_of, page_after
from services import hooks

# Matters with the days `posted_on` and `posted_until`, in the states in which they are posted; and of one of them what
# it is about and the outcome. Whoever posts answers to "posted_now" with a list of these.
Posting = tuple[QuerySet[Any], Callable[[Any], tuple[Any, Any]]]
ORDER = ("posted_on", "id")


@never_cache
@require_safe
def posted(request: HttpRequest) -> HttpResponse:
    """The board. Each kind is asked for one page; what was posted for its days is down by itself, by the query.

    Name and outcome only (Shanghai Regulations on Social Assistance, arts. 33, 38, 48), the name masked.
    """
    mark = request.GET.get("after", "")
    given: list[Posting] = [one for found in hooks.posted_now() for one in found]
    found: list[tuple[Any, Callable[[Any], tuple[Any, Any]]]] = []
    follows = False
    for rows, say in given:
        page, more = page_after(_up_now(rows), mark, columns=ORDER, newest_first=True)
        found += [(row, say) for row in page]
        follows = follows or bool(more)
    found.sort(key=lambda pair: (pair[0].posted_on, pair[0].pk), reverse=True)
    shown = found[:SIZE]
    follows = follows or len(found) > SIZE
    context = {
        "lines": [_line(row, *say(row)) for row, say in shown],
        "first_url": "?" if mark else "",
        "next_url": "?" + urlencode({"after": mark_of(shown[-1][0], ORDER)}) if follows else "",
    }
    return render(request, "services/posted.html", context)


def _up_now(rows: QuerySet[Any]) -> QuerySet[Any]:
    today = timezone.localdate()
    return rows.filter(posted_on__lte=today, posted_until__gte=today).select_related("resident")


def _line(row: Any, about: Any, outcome: Any) -> dict[str, Any]:
    name = row.resident.masked_name if row.resident else ""
    return {"name": name, "about": about, "outcome": outcome, "until": row.posted_until}
