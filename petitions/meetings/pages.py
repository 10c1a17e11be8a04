"""Joint meetings at the desk: the list, calling one, agenda and minutes to print, what stands on other pages.

A title on an agenda is for those who may open its matter.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.memo import known
from caojiadu.core.cases.models import Assignment, Case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.panels import Panel
from caojiadu.core.desk.views.common import page
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.queries import office_of_function
from petitions.meetings.forms import NewMeetingForm
from petitions.meetings.models import AgendaItem, JointMeeting, JointTask
from petitions.meetings.rules import MEETING, TASK, call_meeting, waiting_items


@dataclass
class Line:
    """One matter of an agenda as a person may see it."""

    item: AgendaItem
    opens: bool
    tasks: list[JointTask] = field(default_factory=list)


def agenda(meeting: JointMeeting, user: Visitor) -> tuple[list[Line], list[JointTask]]:
    """The agenda in its order with the tasks that came of it, and the tasks of no matter: three queries."""
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("case", "asked_by"))
    seen = Case.objects.visible_to(user)
    opens = set(seen.filter(pk__in=[item.case_id for item in items]).values_list("pk", flat=True))
    tasks = JointTask.objects.filter(parent_id=meeting.pk, pk__in=seen.filter(kind=TASK).values("pk"))
    rows = list(tasks.select_related("office", "handler").order_by("id"))
    lines = [Line(item, item.case_id in opens, [t for t in rows if t.item_id == item.pk]) for item in items]
    return lines, [task for task in rows if task.item_id is None]


def facts_of(meeting: JointMeeting) -> dict[str, Any]:
    called = Assignment.objects.filter(case_id=meeting.pk, role=Assignment.Role.CO, until=None).select_related("office")
    return {
        "meeting": meeting,
        "offices": [row.office for row in called],
        "bodies": list(meeting.bodies.all()),
        "areas": list(meeting.areas.all()),
    }


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The desk, heads and leaders run meetings; who else is named by where they stand to one."""
    return {role: {"petitions.run_meeting"} for role in ("letters", "head", "leader")}


@provide(f"panels.{MEETING}")
def panels(meeting: JointMeeting, user: Visitor) -> list[Panel]:
    """Day, place, who comes; agenda, minutes, tasks."""
    lines, loose = agenda(meeting, user)
    return [Panel("petitions/meetings/meeting.html", facts_of(meeting) | {"lines": lines, "loose": loose})]


@provide(f"panels.{TASK}")
def task_panels(task: JointTask, _user: Visitor) -> list[Panel]:
    """What is to be done, and what came of it."""
    return [Panel("petitions/meetings/task.html", {"task": task})]


def joint_panels(case: Case, _user: Visitor) -> list[Panel]:
    """The meetings that dealt, or will deal, with a matter, on its own page."""
    items = list(known(case, AgendaItem.objects.filter(case_id=case.pk).select_related("meeting")))
    return [Panel("petitions/meetings/of_case.html", {"items": items})] if items else []


def meetings_of(user: Visitor) -> QuerySet[JointMeeting]:
    """The meetings that a person may open."""
    return JointMeeting.objects.filter(pk__in=Case.objects.visible_to(user).filter(kind=MEETING).values("pk"))


def sees_meetings(user: Visitor) -> bool:
    """Whoever works on letters may be called to one."""
    return user.has_perm("petitions.handle_petition") or user.has_perm("petitions.run_meeting")


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    """Meetings still ahead or without settled minutes."""
    if not sees_meetings(user):
        return []
    still = meetings_of(user).filter(closed_at=None)
    return [RailLink(reverse("letters_desk:meetings"), _("Joint meetings"), still)]


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
    return page(request, "petitions/meetings/list.html", context)


@never_cache
@staff_required
def new(request: HttpRequest) -> HttpResponse:
    if not may_call(request.user):
        raise Http404
    form = NewMeetingForm(request.POST if request.method == "POST" else None, user=request.user)
    if not (form.is_bound and form.is_valid()):
        return page(request, "petitions/meetings/new.html", {"form": form}, status=422 if form.is_bound else 200)
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
    return page(request, "petitions/meetings/paper.html", {"panel": context, "meeting": meeting})
