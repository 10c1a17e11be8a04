"""Leaders who receive people themselves: who they are, and on which days."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from caojiadu.core.accounts.models import Post, User
from petitions.models import ReceptionDay

SHOWN = 100  # days to come that a page shows; a roster is made for some months


def leaders() -> QuerySet[User]:
    """Everybody who is a leader today."""
    held = Post.objects.held_on().filter(role="leader").values("user_id")
    return User.objects.filter(pk__in=held, is_active=True).order_by("display_name", "pk")


def days_ahead(most: int = SHOWN) -> list[ReceptionDay]:
    """The reception days from today on, the next first."""
    return list(ReceptionDay.objects.filter(day__gte=timezone.localdate()).select_related("leader")[:most])


def may_keep_roster(user: Any) -> bool:
    """The letters-and-calls desk keeps the roster."""
    return bool(user.has_perm("petitions.register_petition"))
