"""What my offices sent up and have no answer to yet."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.models import Case
from caojiadu.core.district.models import Report
from caojiadu.core.documents import hooks
from caojiadu.core.keyset import page_after

# What a limit that passed was told for is information: nobody waits for an answer to it, nor, once it was acknowledged,
# for one to an urgent report or to what was itself an answer.
_TOLD = Q(kind__in=(Report.Kind.FLASH, Report.Kind.SLIP), state=Report.State.ACKNOWLEDGED)
_REPLIED = Q(state__in=(Report.State.ANSWERED, Report.State.RETURNED))
_UNANSWERED = ~_REPLIED & ~Q(kind=Report.Kind.OVERDUE) & ~_TOLD


def sent_up_by(user: Any) -> QuerySet[Report]:
    """Unanswered reports on cases the person may open, of the offices in which they work; the leader's: of all."""
    rows = Report.objects.filter(_UNANSWERED, case__in=Case.objects.visible_to(user))
    if user.has_role("leader"):
        return rows
    offices = [post.office_id for post in user.posts_today if post.office_id]
    return rows.filter(Q(case__office__in=offices) | Q(case__registrar__in=offices))


@require_safe
@staff_required
def outgoing(request: HttpRequest) -> HttpResponse:
    """The list, the longest waiting first."""
    rows = sent_up_by(request.user).select_related("case", "case__office", "body")
    mark = request.GET.get("after", "")
    found, following = page_after(rows, mark, columns=("created_at", "id"))
    context = {
        "rows": found,
        "first_url": "?" if mark else "",
        "next_url": f"?{urlencode({'after': following})}" if following else "",
    }
    return render(request, "district/outgoing.html", {**hooks.desk_frame(request.user), **context})
