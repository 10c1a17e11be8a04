"""Permissions that come from posts."""

from collections.abc import Iterable
from functools import cache
from operator import attrgetter
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models.expressions import RawSQL

from caojiadu.core import memory
from caojiadu.core.accounts.models import Post, User


class PostBackend(AuthenticationBackend):
    """Sign-in by name and password; permissions of the groups of the posts held today, or stood in for, and of
    nothing else.

    Neither `user.groups` nor `user.user_permissions` counts, and being superuser is no post.
    """

    def get_user(self, user_id: Any) -> User | None:
        """Who is signed in, with the number of the house's last change: nothing older counts in this request."""
        user: Any = next(iter(User.objects.raw(_user_by_key(), [user_id])), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        memory.seen(user.last_change)
        found: User = user
        return found

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return self.get_all_permissions(user_obj, obj)

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Any = None) -> set[str]:
        """Names of the permissions of today's posts, read once per user object."""
        return set(self._permissions(user_obj, obj))

    def _permissions(self, user_obj: User | AnonymousUser, obj: Any = None) -> frozenset[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return frozenset()
        if "_post_permissions" not in user_obj.__dict__:
            posts = user_obj.posts_at_work
            name = ("permissions", *map(attrgetter("pk"), posts))
            user_obj.__dict__["_post_permissions"] = user_obj.remembered(name, lambda: _permissions_of(posts))
        kept: frozenset[str] = user_obj.__dict__["_post_permissions"]
        return kept

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self._permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(name.startswith(f"{app_label}.") for name in self._permissions(user_obj))


@cache
def _user_by_key() -> str:
    """A statement put together once: every page of somebody signed in asks it."""
    rows = User.objects.annotate(last_change=RawSQL(memory.LAST_CHANGE, ())).filter(pk=0)
    return rows.query.sql_with_params()[0]


def _permissions_of(posts: Iterable[Post]) -> frozenset[str]:
    groups = {post.group_name for post in posts}
    if not groups:
        return frozenset()
    found = Permission.objects.filter(group__name__in=groups).values_list("content_type__app_label", "codename")
    return frozenset(f"{label}.{codename}" for label, codename in found.order_by())
