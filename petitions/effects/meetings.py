"""What moves around joint meetings do beyond the state."""

from django.utils import timezone

from caojiadu.core.cases import clocks
from caojiadu.core.cases.assign import hand_to_person
from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from petitions.models import AgendaItem
from petitions.oversight import meetings
from petitions.people.kept_out import bar_as_in


def ask(moving: Moving) -> None:
    """Put a matter forward: for a meeting that is planned, or for the next one."""
    item = AgendaItem.objects.create(
        case_id=moving.case.pk, why=moving.data["why"], asked_by=moving.actor.user, asked_at=moving.now
    )
    if meeting := moving.data.get("meeting"):
        meetings.put_on_agenda(meeting, [item])


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
    meetings.invite(moving, moving.data)


def add(moving: Moving) -> None:
    """Put waiting matters on the agenda."""
    meetings.put_on_agenda(moving.case, moving.data["items"])


def minute(moving: Moving) -> None:
    """Keep the minutes of one matter; it counts as coordinated from now on."""
    item = moving.data["item"]
    first = item.minuted_at is None
    AgendaItem.objects.filter(pk=item.pk).update(minutes=moving.data["minutes"], minuted_at=moving.now)
    if first:
        meetings.told_on_the_matter(item, moving.case, moving.now)


def decide(moving: Moving) -> None:
    """Hand out a task."""
    task = meetings.hand_out(moving)
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
    """Keep what came of it."""
    moving.change(result=moving.data["result"])


def put_off(moving: Moving) -> None:
    """A later last day: the clock before it ends, in time or late, and another runs."""
    clocks.meet(moving.case, ["do_task"], moving.now)
    moving.change(last_day=moving.data["last_day"])
    start_task(moving)
