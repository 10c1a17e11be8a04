"""Joint meetings: the list, calling one, and the agenda with its minutes on paper."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.actor import Actor
from caojiadu.core.desk.views.common import page
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.queries import office_of_function
from petitions.forms.meetings import NewMeetingForm
from petitions.oversight.meetings import call_meeting, waiting_items
from petitions.panels.meetings import agenda, facts_of, meetings_of, sees_meetings

MOST_WAITING = 50


def may_call(user: Any) -> bool:
    """The desk of the office that keeps letters, its head, and leaders."""
    if not user.has_perm("petitions.run_meeting"):
        return False
    desk = office_of_function("E3").pk
    return any(post.role == "leader" or post.office_id == desk for post in user.posts_today)


@never_cache
@staff_required
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings that the person may open, the latest day first, and the matters that wait for one."""
    if not sees_meetings(request.user):
        raise Http404
    mark = request.GET.get("after", "")
    found, following = page_after(meetings_of(request.user), mark, columns=("held_at", "id"), newest_first=True)
    context = {
        "rows": found,
        "first_url": "?" if mark else "",
        "next_url": f"?{urlencode({'after': following})}" if following else "",
        "waiting": list(waiting_items(request.user).order_by("id")[:MOST_WAITING]),
        "may_call": may_call(request.user),
    }
    return page(request, "petitions/desk/meetings/list.html", context)


@never_cache
@staff_required
def new(request: HttpRequest) -> HttpResponse:
    """Call a meeting."""
    if not may_call(request.user):
        raise Http404
    form = NewMeetingForm(request.POST if request.method == "POST" else None, user=request.user)
    if not (form.is_bound and form.is_valid()):
        return page(request, "petitions/desk/meetings/new.html", {"form": form}, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    meeting = call_meeting(actor=Actor.staff(request.user), data=data, items=data.get("items", ()))
    messages.success(request, _("Called as %(number)s. Those who are to come are told.") % {"number": meeting.number})
    return redirect("desk:case", meeting.number)


@never_cache
@staff_required
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """Agenda and minutes to print, with the titles that the person may read."""
    meeting = get_object_or_404(meetings_of(request.user), number=number)
    record(
        action="print", subject_type="case", subject_key=meeting.number, office_id=meeting.office_id, request=request
    )
    lines, loose = agenda(meeting, request.user)
    context = facts_of(meeting) | {"lines": lines, "loose": loose}
    return page(request, "petitions/desk/meetings/paper.html", {"panel": context, "meeting": meeting})
