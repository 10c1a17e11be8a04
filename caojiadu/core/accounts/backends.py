"""Permissions that come from posts."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser, Permission

from caojiadu.core.accounts.models import User


class PostBackend(AuthenticationBackend):
    """Sign-in by name and password; permissions of the groups of the posts held today, or stood in for, and of
    nothing else.

    Neither `user.groups` nor `user.user_permissions` counts, and being superuser is no post.
    """

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return self.get_all_permissions(user_obj, obj)

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Any = None) -> set[str]:
        """Names of the permissions of today's posts, read once per user object."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if "_post_permissions" not in user_obj.__dict__:
            user_obj.__dict__["_post_permissions"] = _permissions_of_posts(user_obj)
        found: set[str] = user_obj.__dict__["_post_permissions"]
        return found

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(name.startswith(f"{app_label}.") for name in self.get_all_permissions(user_obj))


def _permissions_of_posts(user: User) -> set[str]:
    groups = {post.group_name for post in user.posts_at_work}
    if not groups:
        return set()
    found = Permission.objects.filter(group__name__in=groups).values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in found.order_by()}
