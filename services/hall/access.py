"""Who works in a hall: window clerks, handlers and the head of the office that runs the centre. And which device is the
tablet at its door: one that somebody of the hall made it, known by a signed cookie and by nothing else."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
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


COOKIE, SALT = "hall_tablet", "services.hall.access"
DAYS = 180


def is_tablet(request: HttpRequest, hall: Centre) -> bool:
    """Whether this device stands at the door of a hall: only there a phone number finds an appointment."""
    found: Any = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=DAYS * 24 * 3600)
    return bool(found == hall.key)


def make_tablet(response: HttpResponseBase, hall: Centre) -> None:
    """Let the device that gets this answer be the tablet at the door."""
    response.set_signed_cookie(
        COOKIE,
        hall.key,
        salt=SALT,
        max_age=DAYS * 24 * 3600,
        path=reverse("services:hall", args=[hall.key]),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


@provide("desk_links")
def hall_links(user: User) -> list[RailLink]:
    """The hall for whoever works there, its load for the head."""
    links: list[RailLink] = []
    for centre in halls_of(user):
        links.append(RailLink(reverse("services_desk:hall", args=[centre.key]), _("Reception hall"), group="services"))
        if may(user, "services.lead_hall", centre):
            links.append(
                RailLink(reverse("services_desk:hall_load", args=[centre.key]), _("The hall now"), group="services")
            )
    return links
