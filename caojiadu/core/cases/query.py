"""What a person brings today, matched against what a case admits: the same lines guard list, page and export.

An office and a role make a token, a person makes one, a group makes one. The database computes the same numbers in
`cases_readers` (see migrations), so both sides share this page of arithmetic.
"""

import datetime as dt
from operator import attrgetter
from typing import Any, Self

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils import timezone

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.accounts.roles import CODES, Role

MEMBER = 0  # anybody who works in the office
HEAD = Role.HEAD.code
LETTERS = Role.LETTERS.code
ACCUSATIONS = Role.ACCUSATIONS.code
LEADER = Role.LEADER.code
HELPS = 50  # nobody brings it: a queue asks for what an office helps with
ASKED = 51  # nobody brings it: a queue asks for what an office is asked to take over
USER_BASE = 1_000_000_000
GROUP_BASE = 1_500_000_000
NEIGHBOURHOOD_BASE = 1_900_000_000
# Roles that make somebody a member of the office, who sees the ordinary cases it leads or helps with.
MEMBER_ROLES = frozenset({Role.HANDLER, Role.HEAD, Role.LETTERS})


def office_token(office_id: int | None, code: int) -> int:
    """The token of a role in an office; office None is the whole sub-district."""
    return (office_id or 0) * 100 + code


def user_token(user_id: int) -> int:
    """The token of one person."""
    return USER_BASE + user_id


def neighbourhood_token(neighbourhood_id: int) -> int:
    """The token of a neighbourhood's committee."""
    return NEIGHBOURHOOD_BASE + neighbourhood_id


def persons(user: Visitor) -> list[User]:
    """As whom somebody acts today: as oneself, and as each colleague one stands in for."""
    return [user, *getattr(user, "stands_in_for", ())]


def tokens_of(user: Visitor) -> list[int]:
    """Every token a person holds now, those of colleagues they stand in for among them."""
    found: set[int] = set()
    for one in persons(user):
        found.update(own_tokens(one))
    return sorted(found)


def own_tokens(user: Visitor) -> list[int]:
    """The tokens of one's own posts: none without a post today, and no rank beside posts counts."""
    if not user.is_authenticated or not user.is_active or user.kind != "staff" or not user.posts_today:
        return []
    if not hasattr(user, "_case_tokens"):
        name = ("tokens", user.pk, *map(attrgetter("pk"), user.posts_today))  # a deputy holds fewer of somebody's posts
        user._case_tokens = user.remembered(name, lambda: _tokens(user))
    return user._case_tokens


def _tokens(user: User) -> list[int]:
    """Those of a person with a post today: their own, of their posts and of their groups."""
    found, names = {user_token(user.id)}, []
    for post in user.posts_today:
        names.append(post.group_name)
        found.add(office_token(post.office_id, CODES[Role(post.role)]))
        if post.role in MEMBER_ROLES and post.office_id:
            found.add(office_token(post.office_id, MEMBER))
        if post.neighbourhood_id:
            found.add(neighbourhood_token(post.neighbourhood_id))
    groups = Group.objects.filter(Q(user=user) | Q(name__in=names)).values_list("id", flat=True)
    return sorted(found | {GROUP_BASE + key for key in groups})


class CaseQuerySet(models.QuerySet[Any]):
    """Cases, narrowed by who asks and by what is still to do."""

    def visible_to(self, user: Visitor) -> Self:
        """Those the person may open, by the arrays that triggers keep on the case."""
        if not user.is_authenticated or not (tokens := tokens_of(user)):
            return self.none()
        found = self.filter(readers__overlap=tokens).exclude(barred__contains=[user.id])
        return found.filter(_as_one_of(persons(user))) if user.stands_in_for else found

    def open(self) -> Self:
        """Those on which somebody still has to act."""
        return self.filter(closed_at=None)

    def due_within(self, days: int) -> Self:
        """Open, not late yet, with a limit in the coming calendar days."""
        now = timezone.now()
        return self.due_between(now, now + dt.timedelta(days=days))

    def due_between(self, begin: dt.datetime, end: dt.datetime) -> Self:
        """Open, with a limit from one instant to before another."""
        return self.open().filter(due_at__gte=begin, due_at__lt=end)

    def overdue(self) -> Self:
        """Open, with a limit that has passed."""
        return self.open().filter(due_at__lt=timezone.now())

    def with_people(self) -> Self:
        """With everybody whom the page of one case mostly names.

        The few others are looked up where they are there: with a dozen tables PostgreSQL plans longer than it reads.
        """
        return self.select_related("handler", "resident")

    def with_names(self) -> Self:
        """With everything a line in a list shows, in one query."""
        return self.select_related("office", "handler", "resident", "neighbourhood", "category").defer(
            "readers", "barred", "hands"
        )


def _as_one_of(people: list[Any]) -> models.Q:
    """A deputy opens nothing from which the person they stand in for is barred, unless by a post of their own."""
    found = models.Q()
    for one in people:
        found |= models.Q(readers__overlap=own_tokens(one)) & ~models.Q(barred__contains=[one.id])
    return found
