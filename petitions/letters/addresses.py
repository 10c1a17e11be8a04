"""Where a matter is followed from outside, and how to speak to somebody."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from caojiadu.core.organisation.facts import facts
from petitions.letters.models import Petition


def track_address(petition: Petition, request: HttpRequest | None = None) -> str:
    """Where the matter is followed, with its number filled in and never its code.

    Without a request, or from the staff's own host, it is the public address of the site.
    """
    path = f"{reverse('petitions:track')}?{urlencode({'number': petition.number})}"
    if request is None or settings.INSIDE_HOST:
        return f"{settings.SITE_URL.rstrip('/')}{path}"
    return request.build_absolute_uri(path)


WAYS = ("petition_phone", "petition_address", "petition_hours")


def ways() -> list[Any]:
    """Phone, window and hours, for whoever would rather speak to somebody."""
    found = facts(keys=WAYS)
    return [found[key] for key in WAYS if key in found]
