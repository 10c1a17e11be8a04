"""Joint meetings: calling one, its agenda, minutes, tasks; and what counts as coordinated."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases import clocks
from caojiadu.core.cases.assign import hand_to_person, set_co_offices
from caojiadu.core.cases.errors import MoveError, Refused
from caojiadu.core.cases.models import Case, Confidentiality, Waiting
from caojiadu.core.cases.moves import Moving, move, open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tell import tell_staff
from caojiadu.core.district import reports
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Function
from caojiadu.core.workflow import Notify
from petitions.handling.work import bar_as_in
from petitions.meetings.models import AgendaItem, JointMeeting, JointTask

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


def waiting_items(user: Visitor) -> QuerySet[AgendaItem]:
    """The matters that wait for a meeting, of those the person may open."""
    seen = Case.objects.visible_to(user).exclude(confidentiality=Confidentiality.SECRET)
    return AgendaItem.objects.filter(meeting=None, case__in=seen).select_related("case")


def put_on_agenda(meeting: JointMeeting, items: Iterable[AgendaItem]) -> None:
    """Put waiting matters on the agenda; what became confidential meanwhile is left out."""
    wanted = AgendaItem.objects.filter(pk__in=[item.pk for item in items], meeting=None)
    wanted = wanted.exclude(case__confidentiality=Confidentiality.SECRET)
    on_it = AgendaItem.objects.filter(meeting=meeting).values("case")
    wanted.exclude(case__in=on_it).update(meeting=meeting)


def note_on_matter(item: AgendaItem, meeting: JointMeeting, now: dt.datetime) -> None:
    """The matter's own history says that a joint meeting dealt with it; one that has moved on meanwhile keeps still."""
    try:
        move(case=item.case, key="meeting_held", actor=Actor.timer(), extra={"meeting": meeting.pk}, now=now)
    except MoveError:
        return


def open_task(moving: Moving) -> JointTask:
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
    """Tell attendants of the meetings of tomorrow, once; and of those of today, where nothing ran by itself yesterday.

    Returns how many meetings there are.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    day = today + dt.timedelta(days=1)
    planned = JointMeeting.objects.filter(state="meeting_planned")
    rows = list(planned.filter(held_at__date=day))
    for meeting in rows:
        tell_attendants(meeting, "meeting_tomorrow", f"tomorrow-{day:%Y%m%d}")
    missed = [one for one in planned.filter(held_at__date=today, held_at__gt=now) if not _was_told(one, today)]
    for meeting in missed:
        tell_attendants(meeting, "meeting_today", f"today-{today:%Y%m%d}")
    return len(rows) + len(missed)


def _was_told(meeting: JointMeeting, day: dt.date) -> bool:
    return Notice.objects.filter(dedup_key__startswith=f"meeting-{meeting.pk}-tomorrow-{day:%Y%m%d}-").exists()


def not_waiting(moving: Moving) -> None:
    """A matter waits for one meeting at a time, and a confidential report for none."""
    if moving.case.confidentiality == Confidentiality.SECRET:
        raise Refused(_("A confidential report is never put on an agenda."))
    if AgendaItem.objects.filter(case_id=moving.case.pk, meeting=None).exists():
        raise Refused(_("This matter waits for a joint meeting already."))


def begun(moving: Moving) -> None:
    """Minutes are kept of what has taken place."""
    if moving.case.held_at > moving.now:
        raise Refused(_("The meeting has not begun yet. Change its day first if it was held earlier."))


def has_matters(moving: Moving) -> None:
    """There is something on the agenda."""
    if not moving.case.items.exists():
        raise Refused(_("There is no matter on the agenda."))


def all_minuted(moving: Moving) -> None:
    """Every matter on the agenda has its minutes."""
    missing = moving.case.items.filter(minuted_at=None).select_related("case")
    if names := "、".join(str(item) for item in missing):
        raise Refused(_("No minutes yet of: %(numbers)s.") % {"numbers": names})


def ask(moving: Moving) -> None:
    """Put a matter forward: for a meeting that is planned, or for the next one."""
    item = AgendaItem.objects.create(
        case_id=moving.case.pk, why=moving.data["why"], asked_by=moving.actor.user, asked_at=moving.now
    )
    if meeting := moving.data.get("meeting"):
        put_on_agenda(meeting, [item])


def ask_district(moving: Moving) -> None:
    """Ask the district for a joint meeting of its own."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.MEETING,
        body=moving.data["body"],
        reason=moving.data["reason"],
        tried=moving.data["tried"],
        by=moving.actor.user,
        now=moving.now,
    )
    moving.change(waiting=Waiting.DISTRICT)


def arrange(moving: Moving) -> None:
    """Change day, place, chair or who comes."""
    moving.change(**{name: moving.data[name] for name in ("held_at", "place", "chair", "guests")})
    invite(moving, moving.data)


def add(moving: Moving) -> None:
    """Put waiting matters on the agenda."""
    put_on_agenda(moving.case, moving.data["items"])


def minute(moving: Moving) -> None:
    """Keep the minutes of one matter; it counts as coordinated from now on."""
    item = moving.data["item"]
    first = item.minuted_at is None
    AgendaItem.objects.filter(pk=item.pk).update(minutes=moving.data["minutes"], minuted_at=moving.now)
    if first:
        note_on_matter(item, moving.case, moving.now)


def decide(moving: Moving) -> None:
    task = open_task(moving)
    if person := moving.data.get("person"):
        hand_to_person(Moving(task, None, moving.actor, moving.now), person)


def cancel(moving: Moving) -> None:
    """The matters wait for another meeting; one that waits already is not doubled."""
    waiting = AgendaItem.objects.filter(meeting=None).values("case")
    moving.case.items.exclude(case__in=waiting).update(meeting=None)


def keep_out_of_task(moving: Moving) -> None:
    """Whoever is kept out of the matter that a task came of is kept out of the task."""
    item = moving.case.item
    bar_as_in(moving, item.case_id if item else None)


def start_task(moving: Moving) -> None:
    """The limit of a task is its last day."""
    case = moving.case
    limit = case.workflow.limit("do_task")
    assert limit is not None
    days = (case.last_day - timezone.localdate(moving.now)).days
    clocks.start(case, limit, moving.now, days=max(days, 1))
    clocks.refresh_due(case)


def give(moving: Moving) -> None:
    """Give a task to a person of its office."""
    hand_to_person(moving, moving.data["handler"])


def done(moving: Moving) -> None:
    moving.change(result=moving.data["result"])


def put_off(moving: Moving) -> None:
    """A later last day: the clock before it ends, in time or late, and another runs."""
    clocks.meet(moving.case, ["do_task"], moving.now)
    moving.change(last_day=moving.data["last_day"])
    start_task(moving)


def coordinated(moving: Moving) -> None:
    """Coordination was recorded first, or a joint meeting dealt with it (street ordinance, art. 15)."""
    if not moving.case.events.filter(move__in=("coordinate", "meeting_held")).exists():
        raise Refused(_("Record first with whom you coordinated and what was tried; then report up."))


def tried_so_far(case: Any) -> str:
    """What was recorded as coordination: with whom, what came of it, and the joint meetings that dealt with it."""
    records = case.events.filter(move="coordinate").select_related("words")
    words = [e.words.text for e in records if hasattr(e, "words")]
    met = AgendaItem.objects.filter(case_id=case.pk, minuted_at__isnull=False).values_list("meeting__number", "minutes")
    lines = [f"{one.get('parties', '')}: {one.get('tried', '')}" for one in words]
    return "\n".join([*lines, *(f"{number}: {minutes}" for number, minutes in met)])
