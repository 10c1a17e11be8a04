"""Tokens: what a person brings today, matched against what a case admits.

An office and a role make a token, a person makes one, a group makes one. The database computes the same numbers in
`cases_readers` (see migrations), so both sides share this page of arithmetic.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q

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


def persons(user: Visitor) -> list[Any]:
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
        user._case_tokens = sorted(_tokens(user))
    return user._case_tokens


def _tokens(user: User) -> set[int]:
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
    keys = user.remembered(("groups", user.pk, tuple(names)), lambda: tuple(groups))
    return found | {GROUP_BASE + key for key in keys}
