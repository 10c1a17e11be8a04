"""Joint meetings: calling one, putting matters on its agenda, keeping minutes, handing out what was decided."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.assign import set_co_offices
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.cases.moves import Moving, move, open_case
from caojiadu.core.cases.tell import tell_staff
from caojiadu.core.organisation.models import Function
from caojiadu.core.workflow import Notify
from petitions.models import AgendaItem, JointMeeting, JointTask

MEETING, TASK = "joint_meeting", "joint_task"


@transaction.atomic
def call_meeting(
    *,
    actor: Actor,
    data: Mapping[str, Any],
    items: Iterable[AgendaItem] = (),
    now: dt.datetime | None = None,
) -> JointMeeting:
    """Call a meeting: who comes, where, when, and which waiting matters it takes up."""
    now = now or timezone.now()
    function = Function.objects.select_related("office").get(code="E3")
    meeting: JointMeeting = open_case(
        kind=MEETING,
        actor=actor,
        office=function.office,
        registrar=function.office,
        function=function,
        title=data["title"],
        channel="staff",
        held_at=data["held_at"],
        place=data["place"],
        chair=data["chair"],
        guests=data.get("guests", ""),
        now=now,
        search_text=data["place"],
    )
    invite(Moving(meeting, None, actor, now), data)
    put_on_agenda(meeting, items)
    return meeting


def invite(moving: Moving, data: Mapping[str, Any]) -> None:
    """Set who comes; the heads of the offices called are told, once for each day and time."""
    meeting = moving.case
    set_co_offices(moving, data["offices"])
    meeting.bodies.set(data["bodies"])
    meeting.areas.set(data["areas"])
    meeting.refresh_from_db(fields=["readers"])
    tell_attendants(meeting, "meeting_called", f"called-{meeting.held_at:%Y%m%d%H%M}")


def tell_attendants(meeting: JointMeeting, template: str, key: str) -> None:
    """Tell the heads of the offices called, the desk and the leaders."""
    for audience in ("co", "registrar", "leader"):
        tell_staff(meeting, Notify(audience, template), key=f"meeting-{meeting.pk}-{key}")


def waiting_items(user: Any) -> QuerySet[AgendaItem]:
    """The matters that wait for a meeting, of those the person may open."""
    seen = Case.objects.visible_to(user).exclude(confidentiality=Confidentiality.SECRET)
    return AgendaItem.objects.filter(meeting=None, case__in=seen).select_related("case")


def put_on_agenda(meeting: JointMeeting, items: Iterable[AgendaItem]) -> None:
    """Put waiting matters on the agenda; what became confidential meanwhile is left out."""
    wanted = AgendaItem.objects.filter(pk__in=[item.pk for item in items], meeting=None)
    wanted = wanted.exclude(case__confidentiality=Confidentiality.SECRET)
    on_it = AgendaItem.objects.filter(meeting=meeting).values("case")
    wanted.exclude(case__in=on_it).update(meeting=meeting)


def told_on_the_matter(item: AgendaItem, meeting: JointMeeting, now: dt.datetime) -> None:
    """The matter's own history says that a joint meeting dealt with it; one that has moved on meanwhile keeps still."""
    try:
        move(case=item.case, key="meeting_held", actor=Actor.timer(), extra={"meeting": meeting.pk}, now=now)
    except MoveError:
        return


def hand_out(moving: Moving) -> JointTask:
    """Make a task of what was decided: with its office at once, with a person where one is named."""
    data, meeting = moving.data, moving.case
    task: JointTask = open_case(
        kind=TASK,
        actor=moving.actor,
        office=data["office"],
        registrar=meeting.registrar,
        function=meeting.function,
        title=data["task"],
        channel="staff",
        parent_id=meeting.pk,
        what=data["what"],
        item=data.get("item"),
        last_day=data["last_day"],
        now=moving.now,
        search_text=data["what"],
    )
    return task


def remind(now: dt.datetime | None = None) -> int:
    """Tell attendants of the meetings of tomorrow, once. Returns how many meetings there are."""
    now = now or timezone.now()
    day = timezone.localdate(now) + dt.timedelta(days=1)
    rows = list(JointMeeting.objects.filter(state="meeting_planned", held_at__date=day))
    for meeting in rows:
        tell_attendants(meeting, "meeting_tomorrow", f"tomorrow-{day:%Y%m%d}")
    return len(rows)
