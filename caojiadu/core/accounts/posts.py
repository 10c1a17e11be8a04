"""Verbs and questions about posts."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office


def current_posts(user: User) -> list[Post]:
    """The posts a person holds today; read once per user object."""
    return user.posts_today if user.is_authenticated and user.is_active else []


def check_side(user: User, role: str) -> None:
    """Posts of the district are for district officers, all others for staff. Raises ValidationError."""
    wanted = User.Kind.DISTRICT if role == Role.DISTRICT else User.Kind.STAFF
    if user.kind != wanted:
        raise ValidationError(_("This role is not for a person of this kind."))


@transaction.atomic
def appoint(
    *,
    user: User,
    role: str,
    office: Office | None = None,
    body: DistrictBody | None = None,
    neighbourhood: Neighbourhood | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Post:
    """Give a person a post from a day (today unless told). Raises ValidationError when it cannot be held."""
    check_side(user, role)
    post = Post(
        user=user,
        role=role,
        office=office,
        body=body,
        neighbourhood=neighbourhood,
        since=since or timezone.localdate(),
        until=until,
    )
    post.full_clean()
    post.save()
    forget_posts(user)
    return post


@transaction.atomic
def end_post(*, post: Post, on: date | None = None) -> Post:
    """Let a post end with a day, today unless told. Raises ValidationError when that is before it began."""
    post.until = on or timezone.localdate()
    post.full_clean()
    post.save(update_fields=["until"])
    forget_posts(post.user)
    return post


def forget_posts(user: User) -> None:
    """Let a user object read its posts and permissions again."""
    for cached in ("last_change", "posts_today", "stands_in_for", "posts_at_work", "_post_permissions", "_case_tokens"):
        user.__dict__.pop(cached, None)
