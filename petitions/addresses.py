"""Where a matter is followed from outside."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from petitions.models import Petition


def track_address(petition: Petition, request: HttpRequest | None = None) -> str:
    """Where the matter is followed, with its number filled in and never its code.

    Without a request, or from the staff's own host, it is the public address of the site.
    """
    path = f"{reverse('petitions:track')}?{urlencode({'number': petition.number})}"
    if request is None or settings.INSIDE_HOST:
        return f"{settings.SITE_URL.rstrip('/')}{path}"
    return request.build_absolute_uri(path)
