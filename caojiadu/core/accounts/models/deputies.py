"""What a deputy takes on of a colleague who is away: the posts that are lent, and nothing else."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from caojiadu.core.accounts.models.absence import Absence
from caojiadu.core.accounts.roles import LENT_ROLES, OFFICE_ROLES, Role

# Posts by which two people are colleagues of one office; the posts for accusations stand apart from everything.
WORKING = tuple(role for role in OFFICE_ROLES if role != Role.ACCUSATIONS)
# Asked on every page of staff, and mostly answered with no.
_ANYBODY = "SELECT FROM accounts_absence WHERE deputy_id = %s AND first <= %s AND last >= %s LIMIT 1"


def away_for(user: Any) -> list[Any]:
    """Who is away today with this person as deputy, each with the posts that may be lent; none without one's own."""
    if user.kind != "staff" or not user.is_active or not user.posts_today or not _stands_in(user):
        return []
    rows = Absence.objects.on().filter(deputy=user, user__is_active=True).prefetch_related("user")
    found = list({row.user_id: row.user for row in rows}.values())
    return [other for other in found if _lend(other, user)]


def _stands_in(user: Any) -> bool:
    today = timezone.localdate()

    def asked() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_ANYBODY, [user.pk, today, today])
            return cursor.fetchone() is not None

    found: bool = user.remembered(("stands in", user.pk, today), asked)
    return found


def _lend(other: Any, to: Any) -> bool:
    """Narrow somebody's posts to those that a deputy takes on: of offices, or of rank, that the two share."""
    other.__dict__["stands_in_for"] = []
    other.__dict__["posts_today"] = [
        post for post in other.posts_today if post.role in LENT_ROLES and _shared(post, to.posts_today)
    ]
    return bool(other.posts_today)


def _shared(post: Any, posts: Iterable[Any]) -> bool:
    if post.role in OFFICE_ROLES:
        return any(own.office_id == post.office_id and own.role in WORKING for own in posts)
    same = (post.role, post.neighbourhood_id)
    return any((own.role, own.neighbourhood_id) == same for own in posts)
