"""The tablet at the door: a device that somebody of the hall made it, known by a signed cookie and by nothing else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from caojiadu.core.organisation.models import Centre

COOKIE, SALT = "hall_tablet", "services.hall.tablet"
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
