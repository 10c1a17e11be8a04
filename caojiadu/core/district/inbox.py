"""Reading the inboxes: one for each body, and nobody sees another's."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, SmallIntegerField, Value, When

from caojiadu.core.accounts.roles import Role
from caojiadu.core.district.models import Report
from caojiadu.core.keyset import capped_count, page_after
from caojiadu.core.organisation.models import DistrictBody

State = Report.State
# Open: unacknowledged first, then the longest waiting. All: the newest first.
OPEN_COLUMNS, ALL_COLUMNS = ("acknowledged", "sent_at", "id"), ("sent_at", "id")


@dataclass(frozen=True)
class Box:
    """One body's inbox in the rail, with the count of what nobody acknowledged yet."""

    body: DistrictBody
    count: str


@dataclass(frozen=True)
class Page:
    """One page of reports, and the mark after which the next begins."""

    rows: list[Report]
    following: str


def bodies_of(user: Any) -> list[DistrictBody]:
    """The bodies in which an officer holds a post today."""
    if not user.has_perm("district.receive_report"):
        return []
    found = {post.body_id: post.body for post in user.posts_today if post.role == Role.DISTRICT and post.body}
    return list(found.values())


def received_by(user: Any) -> QuerySet[Report]:
    """What reached the bodies of an officer."""
    mine = [body.pk for body in bodies_of(user)]
    return Report.objects.filter(body__in=mine).exclude(sent_at=None)


def boxes(user: Any) -> list[Box]:
    """The officer's inboxes."""
    return [Box(body, _count(body)) for body in bodies_of(user)]


def _count(body: DistrictBody) -> str:
    return capped_count(Report.objects.filter(body=body, state=State.SENT))


def page_of(body: DistrictBody, *, everything: bool, after: str = "") -> Page:
    """One page of an inbox."""
    rows = Report.objects.filter(body=body).exclude(sent_at=None).select_related("case", "proposed_lead")
    if everything:
        return Page(*page_after(rows, after, columns=ALL_COLUMNS, newest_first=True))
    rank = Case(When(state=State.SENT, then=Value(0)), default=Value(1), output_field=SmallIntegerField())
    rows = rows.filter(state__in=(State.SENT, State.ACKNOWLEDGED)).annotate(acknowledged=rank)
    return Page(*page_after(rows, after, columns=OPEN_COLUMNS))


def suggested_number(report: Report, today: dt.date) -> str:
    """A number to begin with, for a body that keeps no register of its own: its initials, the year, our serial."""
    initials = "".join(word[0] for word in report.body.key.split("-")).upper()
    return f"{initials}-{today.year}-{report.pk:05d}"
