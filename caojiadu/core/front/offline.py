"""What a phone keeps for when there is no network: one page with telephone numbers, and the portal among its programs.

The page is drawn for nobody in particular and in both languages, so that it is right on whatever device keeps it.
"""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from caojiadu.core.organisation.facts import facts

WAYS = ("petition_phone", "office_phone", "petition_address", "office_address", "petition_hours")
# Width, and whether a phone may cut its own shape out of it.
ICONS = (("seal-192", 192, "any"), ("seal-512", 512, "any"), ("seal-512-maskable", 512, "maskable"))


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Where to ring and where to go while the portal cannot be reached."""
    found = facts(keys=WAYS)
    ways = [found[key] for key in WAYS if key in found and found[key].filled]
    return render(request, "front/offline.html", {"ways": ways})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The program that keeps that page in a browser. Its address decides that it may answer for the whole portal."""
    return render(request, "front/offline.js", content_type="text/javascript; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Let a phone put the portal among its programs (W3C Web Application Manifest)."""
    with override("zh-hans"):
        name, short = _("Caojiadu Sub-district Office"), "曹家渡"
    icons = [
        {
            "src": staticfiles_storage.url(f"img/{icon}.png"),
            "sizes": f"{width}x{width}",
            "type": "image/png",
            "purpose": purpose,
        }
        for icon, width, purpose in ICONS
    ]
    told = {
        "id": "/",
        "name": name,
        "short_name": short,
        "lang": "zh-Hans",
        "start_url": "/",
        "scope": "/",
        # With the browser's own way back, which programs without it lack.
        "display": "minimal-ui",
        "background_color": "#faf7f2",
        "theme_color": "#9a2a1d",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")
