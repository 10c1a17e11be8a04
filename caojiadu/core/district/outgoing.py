"""What my offices sent up and have no answer to yet."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.models import Case
from caojiadu.core.district.models import Report
from caojiadu.core.hooks import call

SIZE = 50
MOST = 1000
# What a limit that passed was told for is information: nobody waits for an answer to it.
_UNANSWERED = ~Q(state__in=(Report.State.ANSWERED, Report.State.RETURNED)) & ~Q(kind=Report.Kind.OVERDUE)


def sent_up_by(user: Any) -> QuerySet[Report]:
    """Unanswered reports on cases the person may open, of the offices in which they work; the leader's: of all."""
    rows = Report.objects.filter(_UNANSWERED, case__in=Case.objects.visible_to(user))
    if user.has_role("leader"):
        return rows
    offices = [post.office_id for post in user.posts_today if post.office_id]
    return rows.filter(Q(case__office__in=offices) | Q(case__registrar__in=offices))


def count_for(user: Any) -> str:
    """How many, exact up to a thousand."""
    found = sent_up_by(user).order_by()[: MOST + 1].count()
    return f"{MOST:,}+" if found > MOST else str(found)


@require_safe
@staff_required
def outgoing(request: HttpRequest) -> HttpResponse:
    """The list, the longest waiting first."""
    rows = sent_up_by(request.user).select_related("case", "case__office", "body").order_by("created_at", "id")
    after = _parsed(request.GET.get("after", ""))
    if after:
        rows = rows.filter(TupleGreaterThan(Tuple(F("created_at"), F("id")), after))
    found = list(rows[: SIZE + 1])
    more, found = len(found) > SIZE, found[:SIZE]
    context = {
        "rows": found,
        "first_url": "?" if after else "",
        "next_url": f"?{urlencode({'after': f'{found[-1].created_at.isoformat()}_{found[-1].pk}'})}" if more else "",
    }
    return render(request, "district/outgoing.html", {**call("desk_frame", request.user), **context})


def _parsed(mark: str) -> tuple[dt.datetime, int] | None:
    moment, _sign, key = mark.rpartition("_")
    try:
        found = dt.datetime.fromisoformat(moment), int(key[:18])
    except ValueError:
        return None
    return found if found[0].tzinfo else None
