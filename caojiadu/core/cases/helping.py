"""Who helps with a case: co-offices and neighbourhood committees, each asked for one opinion by a day of its own.

The day is the norm of the kind (its limit "opinion", counted in the days of the rule), or one that the lead sets, and
always lies before the case's own limit.
"""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Assignment, Case, Clock
from caojiadu.core.cases.moving import Moving
from caojiadu.core.cases.offers import assigned_now
from caojiadu.core.cases.tell import posts_today
from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.workdays.deadlines import end_of

OPINION = "opinion"  # the key of the limit that says how long a helper has
OFFER = "offer"  # the key of the limit for accepting the lead; it says nothing about the answer to the resident
MARGIN_DAYS = 3  # calendar days that the lead keeps between the last opinion and its own limit
REMIND_DAYS = 1  # calendar days before a helper's day
HELPERS = (Assignment.Role.CO, Assignment.Role.COMMITTEE)


def helpers_of(case: Case) -> QuerySet[Assignment]:
    """Everybody who helps now, offices first."""
    rows = Assignment.objects.filter(case_id=case.pk, role__in=HELPERS, until=None)
    return rows.select_related("office", "neighbourhood").order_by("role", "id")


def helpers_now(case: Case) -> list[Assignment]:
    """The same, read once with whoever else has a part in the case."""
    return [one for one in assigned_now(case) if one.role in HELPERS]


def helped_by(case: Case, user: User) -> QuerySet[Assignment]:
    """Of the helpers, those for which a person speaks: by a post of their own, or of somebody they stand in for."""
    posts = user.posts_at_work
    offices = [post.office_id for post in posts if post.office_id]
    areas = [post.neighbourhood_id for post in posts if post.neighbourhood_id]
    return helpers_of(case).filter(Q(office__in=offices) | Q(neighbourhood__in=areas))


def latest_day(case: Case, now: dt.datetime) -> dt.date | None:
    """The last day that a helper can be given; None while the case has no limit. Never before tomorrow."""
    running = Clock.objects.filter(case_id=case.pk, state=Clock.State.RUNNING).exclude(key=OFFER)
    legal = [clock.due_on for clock in running if clock.legal] or [clock.due_on for clock in running]
    if not legal:
        return None
    return max(min(legal) - dt.timedelta(days=MARGIN_DAYS), timezone.localdate(now) + dt.timedelta(days=1))


def usual_day(case: Case, now: dt.datetime) -> dt.date | None:
    """The day that the norm gives a helper, or the last possible one; None where the kind has no such norm."""
    limit = case.workflow.limit(OPINION)
    if limit is None:
        return None
    norm = clocks.deadline_from(now, clocks.rule_of(case.workflow, limit)).date
    return min(norm, latest_day(case, now) or norm)


def set_day(row: Assignment, day: dt.date | None, now: dt.datetime) -> None:
    """Give a helper its day, and the sweep the moment to remind of it."""
    row.due_at = end_of(day) if day else None
    remind = row.due_at - dt.timedelta(days=REMIND_DAYS) if row.due_at else None
    row.next_at, row.told = (max(remind, now) if remind else None), 0


def ask_office(moving: Moving, office: Office, *, day: dt.date | None = None, question: str = "") -> Assignment:
    """Ask an office to help. Raises Refused for the lead, and for one that helps already."""
    case = moving.case
    if office.pk == case.office_id:
        raise Refused(_("This office leads the matter."))
    if helpers_of(case).filter(office=office).exists():
        raise Refused(_("This office helps already."))
    return _ask(moving, Assignment(role=Assignment.Role.CO, office=office, question=question), day)


def ask_committee(
    moving: Moving, neighbourhood: Neighbourhood, *, day: dt.date | None = None, question: str = ""
) -> Assignment:
    """Ask a neighbourhood's committee to help. Raises Refused where nobody sits in it, or it helps already."""
    case = moving.case
    if helpers_of(case).filter(neighbourhood=neighbourhood).exists():
        raise Refused(_("This neighbourhood's committee helps already."))
    if not posts_today(role="committee", neighbourhood_id=neighbourhood.pk):
        raise Refused(_("Nobody of this neighbourhood's committee has an account here."))
    row = Assignment(role=Assignment.Role.COMMITTEE, neighbourhood=neighbourhood, question=question)
    return _ask(moving, row, day)


def _ask(moving: Moving, row: Assignment, day: dt.date | None) -> Assignment:
    row.case_id, row.since = moving.case.pk, moving.now
    set_day(row, day or usual_day(moving.case, moving.now), moving.now)
    row.save(force_insert=True)
    return row


def release(row: Assignment, now: dt.datetime) -> None:
    """Let a helper go."""
    Assignment.objects.filter(pk=row.pk, until=None).update(until=now, next_at=None)


def keep_opinion(rows: QuerySet[Assignment], opinion: str, by: Visitor, now: dt.datetime) -> None:
    """Keep an opinion; nobody is reminded of it any more."""
    rows.update(opinion=opinion, opinion_by=by, opinion_at=now, next_at=None)
