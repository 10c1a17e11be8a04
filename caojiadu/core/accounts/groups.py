"""The groups that carry the permissions of posts: filled once, then the administrators' to change."""

from collections import defaultdict

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from caojiadu.core.accounts import hooks
from caojiadu.core.accounts.models import GivenPermission
from caojiadu.core.accounts.roles import HOUSE_ROLES, OFFICE_ROLES, Role
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Office


@provide("load_lists")
@transaction.atomic
def sync_post_groups() -> None:
    """Make the groups of all posts and give each default permission that it was never given before.

    What an administrator took from a group stays taken, what was added stays added; a permission that comes with a
    new version of the portal reaches the groups it is meant for. Raises LookupError for names nobody knows.
    """
    wanted = default_permissions()
    Group.objects.bulk_create([Group(name=name) for name in wanted], ignore_conflicts=True)
    groups = dict(Group.objects.filter(name__in=wanted).values_list("name", "id"))
    permissions = _permission_ids(set().union(*wanted.values()))
    given = set(GivenPermission.objects.values_list("group_id", "permission_id"))
    pairs = {
        (groups[name], permissions[perm]) for name, perms in wanted.items() for perm in perms if perm in permissions
    } - given
    through = Group.permissions.through
    through.objects.bulk_create(
        [through(group_id=group, permission_id=permission) for group, permission in sorted(pairs)],
        ignore_conflicts=True,
    )
    GivenPermission.objects.bulk_create(
        [GivenPermission(group_id=group, permission_id=permission) for group, permission in sorted(pairs)]
    )


def default_permissions() -> dict[str, set[str]]:
    """The default permissions by name of group, from all apps. Raises LookupError for a post that cannot exist."""
    offices = list(Office.objects.values_list("key", flat=True))
    groups = {f"{office}.{role}" for office in offices for role in OFFICE_ROLES} | {
        *HOUSE_ROLES,
        Role.DISTRICT,
        Role.COMMITTEE,
    }
    wanted: dict[str, set[str]] = defaultdict(set)
    for given in hooks.post_permissions():
        for post, permissions in given.items():
            names = [f"{office}.{post}" for office in offices] if post in OFFICE_ROLES else [str(post)]
            if not groups.issuperset(names):
                raise LookupError(f"post_permissions names the post {post!r}, which no office has")
            for name in names:
                wanted[name] |= permissions
    return wanted


def _permission_ids(names: set[str]) -> dict[str, int]:
    """Ids by "app.codename"; an app whose tables are not made yet has none. Raises LookupError for unknown ones."""
    full = Concat(F("content_type__app_label"), Value("."), F("codename"))
    labels = {apps.get_app_config(name.partition(".")[0]).label for name in names}
    known = Permission.objects.filter(content_type__app_label__in=labels).annotate(full=full)
    found = dict(known.values_list("full", "id"))
    ready = {name.partition(".")[0] for name in found}
    if missing := sorted(name for name in names - found.keys() if name.partition(".")[0] in ready):
        raise LookupError(f"post_permissions names permissions that do not exist: {', '.join(missing)}")
    return found
