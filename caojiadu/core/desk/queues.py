"""The queues of the desk: what is mine, my office's, still nobody's, due, late, waiting."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import TO_REGISTER, Assignment, Case, Confidentiality
from caojiadu.core.cases.open_counts import Period, opens_all, sum_of
from caojiadu.core.cases.query import ASKED, HELPS, CaseQuerySet, neighbourhood_token, office_token, persons
from caojiadu.core.desk.signing import how_many_to_sign, to_sign
from caojiadu.core.keyset import Counting

SOON_DAYS = 5


@dataclass(frozen=True)
class Queue:
    """One queue: its name, its roles, what it holds. `empty` is said when there is nothing in it.

    `due` is for queues that hold, of all that a leader may open, what has its limit within a period: sums count them.
    """

    key: str
    label: Any
    empty: Any
    roles: frozenset[str]
    narrow: Callable[[CaseQuerySet, Any], CaseQuerySet]
    due: Callable[[], Period] | None = None
    # Shown among today's work only, not in the rail, which stands on every page.
    today_only: bool = False


def offices_of(user: Any, *roles: str) -> list[int]:
    """The offices in which a person, or somebody they stand in for, holds one of these roles today."""
    return [post.office_id for post in user.posts_at_work if post.office_id and (not roles or post.role in roles)]


def scope(user: Any) -> Q:
    """What a person's posts make their business, before access is asked: never wider than what they may open.

    One condition for each post, mostly one in all, so that an index by limit drives the list: a handler's own matters
    are always matters of the office, and what the desk registered is the desk's business wherever it lies.
    """
    if user.has_role("leader"):
        return Q()
    found = Q()
    if offices := offices_of(user, "handler", "head"):
        found |= Q(office__in=offices)
    if desks := offices_of(user, "letters"):
        found |= Q(registrar__in=desks)
    return found or Q(handler__in=persons(user))


def _helping(cases: CaseQuerySet, user: Any) -> CaseQuerySet:
    """By the token that a co-office leaves on a case: an index finds open ones, however many were closed before."""
    wanted = [office_token(office, HELPS) for office in offices_of(user, "handler", "head")]
    wanted += [neighbourhood_token(post.neighbourhood_id) for post in user.posts_at_work if post.neighbourhood_id]
    return cases.open().filter(readers__overlap=wanted)


def _asked(cases: CaseQuerySet, user: Any) -> CaseQuerySet:
    """What one's office is asked to take over."""
    return cases.open().filter(readers__overlap=[office_token(office, ASKED) for office in offices_of(user, "head")])


def _offered(cases: CaseQuerySet, user: Any) -> CaseQuerySet:
    """What one's office, or the desk, waits for another office to take over: few at a time, by their own index."""
    offers = Assignment.objects.filter(role=Assignment.Role.ASKED, until=None).values("case_id")
    mine = Q(office__in=offices_of(user, "handler", "head")) | Q(registrar__in=offices_of(user, "letters"))
    return cases.open().filter(mine, pk__in=offers)


def _today() -> tuple[dt.datetime, dt.datetime]:
    """From now to midnight."""
    return timezone.now(), _midnight_after(timezone.localdate())


def _rest_of_week() -> tuple[dt.datetime, dt.datetime]:
    """From midnight to the end of Sunday."""
    today = timezone.localdate()
    return _midnight_after(today), _midnight_after(today + dt.timedelta(days=6 - today.weekday()))


def _midnight_after(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


_OFFICE = frozenset({"handler", "head"})
_DESK = frozenset({"letters"})
_ALL = frozenset({"handler", "head", "letters", "leader"})
QUEUES = (
    Queue(
        "register",
        _("To register"),
        _("Every letter is registered."),
        _DESK,
        # These states are open ones; saying so again makes the planner expect too few.
        lambda cases, user: cases.filter(registrar__in=offices_of(user, "letters"), state__in=TO_REGISTER),
    ),
    Queue(
        "mine",
        _("Mine"),
        _("Nothing is waiting for you."),
        _OFFICE,
        lambda cases, user: cases.open().filter(handler__in=persons(user)),
    ),
    Queue(
        "office",
        _("My office"),
        _("Your office has nothing open."),
        _OFFICE | _DESK,
        lambda cases, user: cases.open().filter(office__in=offices_of(user, "handler", "head", "letters")),
    ),
    Queue(
        "unassigned",
        _("Nobody's yet"),
        _("Everything has somebody."),
        _OFFICE,
        lambda cases, user: cases.open().filter(office__in=offices_of(user, "handler", "head"), handler=None),
    ),
    Queue(
        "asked",
        _("Waiting for your acceptance"),
        _("No office has offered you anything."),
        frozenset({"head"}),
        _asked,
    ),
    Queue(
        "offered",
        _("Offered to another office"),
        _("No answer of another office is being waited for."),
        frozenset({"head", "letters"}),
        _offered,
    ),
    Queue(
        "helping",
        _("We help"),
        _("No other office has asked for help."),
        _OFFICE | {"committee"},
        _helping,
    ),
    Queue(
        "held",
        _("Held by me"),
        _("You hold no matter."),
        frozenset({"leader"}),
        lambda cases, user: cases.open().filter(held_by__in=persons(user)),
    ),
    Queue(
        "sign", _("To sign or decide"), _("Nothing waits for your signature."), frozenset({"leader", "head"}), to_sign
    ),
    Queue(
        "open",
        _("All that is open"),
        _("Nothing is open."),
        frozenset({"leader"}),
        lambda cases, user: cases.open(),
        lambda: (None, None),
    ),
    Queue(
        "today",
        _("Due today"),
        _("Nothing falls due today."),
        _ALL,
        lambda cases, user: cases.filter(scope(user)).due_between(*_today()),
        _today,
        today_only=True,
    ),
    Queue(
        "week",
        _("Later this week"),
        _("Nothing more falls due this week."),
        _ALL,
        lambda cases, user: cases.filter(scope(user)).due_between(*_rest_of_week()),
        _rest_of_week,
        today_only=True,
    ),
    Queue(
        "soon",
        _("Due soon"),
        _("Nothing falls due in the next days."),
        _ALL,
        lambda cases, user: cases.filter(scope(user)).due_within(SOON_DAYS),
        lambda: (timezone.now(), timezone.now() + dt.timedelta(days=SOON_DAYS)),
    ),
    Queue(
        "late",
        _("Overdue"),
        _("Nothing is late."),
        _ALL,
        lambda cases, user: cases.filter(scope(user)).overdue(),
        lambda: (None, timezone.now()),
    ),
    Queue(
        "waiting",
        _("Waiting for an answer"),
        _("Nobody is being waited for."),
        _ALL,
        # A closed matter waits for nobody (see moves).
        lambda cases, user: cases.filter(scope(user)).exclude(waiting=""),
    ),
    Queue(
        "entered",
        _("Entered by me"),
        _("You have not entered anything yet."),
        frozenset({"window"}),
        lambda cases, user: cases.filter(opened_by=user),
    ),
    Queue(
        "confidential",
        _("Confidential reports"),
        _("No confidential report is open."),
        frozenset({"accusations"}),
        lambda cases, user: cases.open().filter(
            registrar__in=offices_of(user, "accusations"), confidentiality=Confidentiality.SECRET
        ),
    ),
)
ALL = Queue(
    "all", _("All I may see"), _("No matter fits."), frozenset(), lambda cases, _user: cases
)  # newest first, closed ones too


def queues_for(user: Any) -> list[Queue]:
    """The queues that a person's posts give, in the order of the rail."""
    roles = {post.role for post in user.posts_at_work}
    return [queue for queue in QUEUES if queue.roles & roles] + [ALL]


def find_queue(user: Any, key: str) -> Queue:
    """The queue asked for, or the first one."""
    mine = queues_for(user)
    return next((queue for queue in mine if queue.key == key), mine[0])


def cases_in(queue: Queue, user: Any) -> CaseQuerySet:
    """The cases of a queue that the person may open."""
    return queue.narrow(Case.objects.visible_to(user), user)


def to_count(queue: Queue, user: Any) -> CaseQuerySet | Counting:
    """What counts a queue: for leaders, whose queues by limit hold everything, a sum that is kept; else its rows."""
    if not (user.has_role("leader") and opens_all(user)):
        return cases_in(queue, user)
    if queue.key == "sign":
        return cases_in(queue, user) if offices_of(user, "head") else how_many_to_sign(user)
    if queue.key == "waiting":
        return sum_of(user, where=("waiting <> ''", ()))
    return sum_of(user, queue.due()) if queue.due else cases_in(queue, user)


def rail(user: Any) -> list[dict[str, Any]]:
    """Each queue with what counts it; "all" is not counted, since nobody reads that number."""
    return [
        {"key": queue.key, "label": queue.label} | ({} if queue is ALL else {"rows": to_count(queue, user)})
        for queue in queues_for(user)
        if not queue.today_only
    ]
