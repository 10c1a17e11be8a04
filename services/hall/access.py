"""Who works in a hall: window clerks, handlers and the head of the office that runs the centre."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from caojiadu.core.organisation.models import Centre

ROLES = {"services.work_hall": ("window", "handler", "head"), "services.lead_hall": ("head",)}


def halls() -> QuerySet[Centre]:
    """The centres that have a hall: one window at least."""
    return Centre.objects.filter(hall_windows__active=True).distinct()


def may(user: Any, permission: str, centre: Centre) -> bool:
    """Whether somebody may work in a hall, or lead it: by permission, and by a post in the office that runs it."""
    posts = [post for post in user.posts_at_work if post.role in ROLES[permission]]
    return user.has_perm(permission) and any(post.office_id == centre.office_id for post in posts)


def halls_of(user: Any) -> list[Centre]:
    """Where somebody works; nothing is asked of the database for whoever has no such post."""
    if not user.has_perm("services.work_hall"):
        return []
    found = halls().filter(office__in=[post.office_id for post in user.posts_at_work]).order_by("order")
    return [centre for centre in found if may(user, "services.work_hall", centre)]


def hall_or_404(user: Any, permission: str, key: str) -> Centre:
    """A centre in whose hall somebody may work, or which they lead; for anybody else it does not exist."""
    centre = halls().filter(key=key).first()
    if centre is None or not may(user, permission, centre):
        raise Http404
    return centre
