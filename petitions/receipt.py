"""The receipt of a letter: number, code, QR, what comes next. The window prints the same one."""

from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from caojiadu.core.organisation.facts import facts
from petitions.models import Petition
from petitions.story import steps_ahead

WAYS = ("petition_phone", "petition_address", "petition_hours")


def receipt_context(petition: Petition, code: str, request: HttpRequest | None = None) -> dict[str, Any]:
    """What templates/petitions/_receipt.html needs. `code` empty: it is no longer shown."""
    address = track_address(petition, request)
    return {
        "petition": petition,
        "code": spaced(code),
        "plain_code": code,
        "track_address": address,
        "qr": qr(address),
        "ahead": steps_ahead(petition),
        "ways": ways(),
    }


def track_address(petition: Petition, request: HttpRequest | None = None) -> str:
    """Where the matter is followed, with its number filled in and never its code.

    Without a request, or from the staff's own host, it is the public address of the site.
    """
    path = f"{reverse('petitions:track')}?{urlencode({'number': petition.number})}"
    if request is None or settings.INSIDE_HOST:
        return f"{settings.SITE_URL.rstrip('/')}{path}"
    return request.build_absolute_uri(path)


def qr(address: str) -> str:
    """An address as a QR code, in a data: address for an image."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, light="#fff"))


def spaced(code: str) -> str:
    """A code in two halves, easier to copy by hand."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}" if code else ""


def ways() -> list[Any]:
    """Phone, window and hours, for whoever would rather speak to somebody."""
    found = facts(keys=WAYS)
    return [found[key] for key in WAYS if key in found]
