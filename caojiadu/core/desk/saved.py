"""Lists that people keep under a name: in the rail with how much they hold, and told of by message."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from caojiadu.core import memory
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk.models import Digest, SavedView
from caojiadu.core.desk.place import list_of
from caojiadu.core.keyset import MOST, capped_count
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.core.workdays.deadlines import StoredCalendar

IN_RAIL = 12  # views
LONGEST_COUNT = 200  # milliseconds; what takes longer stands there without a number
BACK = dt.timedelta(days=1)
register_template(
    "view_digest",
    title=("您保存的列表“{view}”有 {many} 件事项", "Your list “{view}” holds {many} matters"),
    body=("您保存的列表“{view}”现有 {many} 件事项。", "Your saved list “{view}” holds {many} matters now."),
    variables=("view", "many"),
)


@dataclass(frozen=True)
class Pinned:
    """A view in somebody's rail. Without a count where counting would hold up the page."""

    key: str
    name: str
    asked: str
    count: str
    first: bool
    shared: bool

    @property
    def url(self) -> str:
        """The list itself."""
        return f"{reverse('desk:cases')}?{self.asked}"


def offices_shared(user: Any) -> list[int]:
    """The offices of one's own posts: with them views are shared. A deputy's hat shares nothing."""
    return [post.office_id for post in user.posts_today if post.office_id]


def views_for(user: Any) -> QuerySet[SavedView]:
    """One's own views, and those that a colleague shares with one's office."""
    return SavedView.objects.filter(Q(owner=user) | Q(office__in=offices_shared(user)), deleted_at=None)


def pinned(user: Any) -> list[Pinned]:
    """What stands in the rail, each counted over what this person may open; kept for a minute at most, and forgotten as
    soon as a view or a post changes."""
    return memory.kept(("views", user.pk), lambda: _count(user), minutely=True)


def _count(user: Any) -> list[Pinned]:
    found = views_for(user).order_by("-first", "name", "id")[:IN_RAIL]
    return [
        Pinned(
            str(row.key),
            row.name,
            row.asked,
            count_of(cases_of(row, user)),
            row.first and row.owner_id == user.pk,
            row.office_id is not None,
        )
        for row in found
    ]


def cases_of(view: SavedView, user: Any) -> CaseQuerySet:
    """What a view holds for a person: they see through it nothing that they could not open."""
    request = HttpRequest()
    request.user = user
    _queue, cases, _order = list_of(request, QueryDict(view.asked))
    return cases


def count_of(cases: CaseQuerySet) -> str:
    """How many there are, or nothing where that takes too long for a page."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {LONGEST_COUNT}")
            found = capped_count(cases)
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError:
        return ""
    return found


def tell_due(now: dt.datetime | None = None) -> int:
    """Tell the owners of views what they hold, where the hour has come or as many are there. Returns how many."""
    now = now or timezone.now()
    rows = Digest.objects.filter(view__deleted_at=None, view__owner__is_active=True).select_related("view__owner")
    return sum(_tell(digest, timezone.localtime(now)) for digest in rows.order_by("id"))


def _tell(digest: Digest, now: dt.datetime) -> bool:
    by_hour = digest.at is not None and digest.told_on != now.date() and now.time() >= digest.at
    by_hour = by_hour and StoredCalendar(now.date(), now.date()).mark(now.date()).working
    if not by_hour and digest.many is None:
        return False
    user: User = digest.view.owner
    many = cases_of(digest.view, user).order_by()[: MOST + 1].count()
    full = digest.many is not None and many >= digest.many
    tells = (by_hour and many > 0) or (full and not digest.full)
    with transaction.atomic():
        if tells:
            put(
                template="view_digest",
                to=To.user(user),
                dedup_key=f"view-{digest.pk}-{now:%Y%m%d%H%M}",
                context={"view": digest.view.name, "many": f"{MOST:,}+" if many > MOST else str(many)},
                channels=("portal",),
            )
        told_on = now.date() if by_hour else digest.told_on
        Digest.objects.filter(pk=digest.pk).update(told_on=told_on, full=full)
    return tells
