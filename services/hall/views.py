"""Pages of a hall for those who come: the tablet at the door, one's own phone, the ticket, the screen, the sign."""

from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.throttle import address_key, hit
from caojiadu.core.organisation.models import Centre
from services.catalogue.items import shown
from services.catalogue.models import Item
from services.form_key import new_form_key, read_form_key
from services.hall.access import halls, is_tablet
from services.hall.line import standing_of
from services.hall.models import Ticket
from services.hall.screen import shown_at
from services.hall.tickets import HallClosed, NotFound, arrive, take, today_of

COOKIE = "hall_ticket"
SHOWN_AGAIN = 20  # seconds after which the tablet is ready for the next person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, centre: str, door: bool = False) -> HttpResponse:
    """Take a number: at the tablet by the door (`door`), or on one's own phone, which remembers its ticket."""
    hall = _hall(centre)
    wrong, number_wrong, status = "", "", 200
    if request.method == "POST":
        try:
            return _took(request, hall, _arrive(request, hall, door) or _take(request, hall), door)
        except HallClosed:
            wrong, status = _("The hall gives out no numbers now."), 409
        except NotFound:
            number_wrong, status = _no_appointment(request), 422
        except Hurry:
            wrong, status = _("Many numbers were taken from here just now. Please ask at the desk by the door."), 429
    day = today_of(hall)
    context = {
        "centre": hall,
        "door": door,
        "by_phone": door and is_tablet(request, hall),
        "open": day is not None and day.stopped_at is None,
        "over": day is not None and day.stopped_at is not None,
        "items": shown(),
        "first": request.POST.get("first") == "on",
        "asked": new_form_key(),
        "mine": None if door else _mine(request, hall),
        "wrong": wrong,
        "number": request.POST.get("number", "")[:30],
        "number_wrong": number_wrong,
    }
    if door:
        context["qr"] = qr(request.build_absolute_uri(reverse("services:hall", args=[hall.key])))
    return render(request, "services/hall/check_in.html", context, status=status)


class Hurry(Exception):
    """More numbers from one address than people come through a door."""


def _take(request: HttpRequest, hall: Centre) -> Ticket:
    """Raises HallClosed, and Hurry anywhere but at the tablet, where whoever stands there always gets a number."""
    if not is_tablet(request, hall):
        _count(request, "hall_ticket", settings.HALL_TICKETS_PER_ADDRESS)
    item = _item(request.POST.get("item", ""))
    return take(
        hall, item=item, first=request.POST.get("first") == "on", asked=read_form_key(request.POST.get("asked", ""))
    )


def _arrive(request: HttpRequest, hall: Centre, door: bool) -> Ticket | None:
    """The ticket of an appointment; None for whoever asked for a number without one. Raises as `arrive`, and Hurry.

    A phone number finds an appointment at the tablet alone: elsewhere anybody could ask who comes today.
    """
    if "number" not in request.POST:
        return None
    tablet = door and is_tablet(request, hall)
    if not tablet:
        _count(request, "hall_arrival", settings.HALL_ARRIVALS_PER_ADDRESS)
    return arrive(hall, request.POST["number"][:30], by_phone=tablet, request=request)


def _no_appointment(request: HttpRequest) -> str:
    if not request.POST.get("number", "").strip():
        return _("Type the number of the appointment.")
    return _("No appointment for today was found under this. Check the number, or take a number below.")


def _count(request: HttpRequest, scope: str, most: tuple[int, int]) -> None:
    """Raises Hurry beyond what people at one address need."""
    if not hit(scope=scope, key=address_key(request), limit=most[0], seconds=most[1]):
        raise Hurry


def _item(key: str) -> Item | None:
    """What was chosen; something else where it is none that is offered."""
    return shown().filter(key=key).first() if key.isascii() and key.isprintable() else None


def _took(request: HttpRequest, hall: Centre, ticket: Ticket, door: bool) -> HttpResponse:
    response = redirect(_address(hall, ticket) + ("?door" if door else ""))
    if not door:
        path = reverse("services:hall", args=[hall.key])
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            COOKIE, ticket.key, max_age=12 * 3600, path=path, httponly=True, samesite="Lax", secure=secure
        )
    return response


def _mine(request: HttpRequest, hall: Centre) -> Ticket | None:
    """The ticket that this phone took today, while it is good for something."""
    key = request.COOKIES.get(COOKIE, "")
    if not key.isalnum():
        return None
    rows = Ticket.objects.filter(key=key, day__centre=hall, day__held_on=timezone.localdate())
    return rows.exclude(state__in=(Ticket.State.DONE, Ticket.State.CLOSED)).first()


@never_cache
@require_safe
def ticket(request: HttpRequest, centre: str, key: str) -> HttpResponse:
    """A ticket: number, place in the line, expected wait. For a page that is open already, what may have changed."""
    rows = Ticket.objects.select_related("day__centre", "window", "for_window", "item")
    found = get_object_or_404(rows, key=key, day__centre__key=centre)
    address = request.build_absolute_uri(_address(found.day.centre, found))
    context: dict[str, Any] = {
        "ticket": found,
        "centre": found.day.centre,
        "standing": standing_of(found, timezone.now()),
        "over": found.state in (Ticket.State.DONE, Ticket.State.CLOSED),
        "now": timezone.now(),
        "address": address,
    }
    if getattr(request, "htmx", False):
        return render(request, "services/hall/_standing.html", context)
    context |= {"door": "door" in request.GET, "qr": qr(address), "again": SHOWN_AGAIN}
    return render(request, "services/hall/ticket.html", context)


@never_cache
@require_safe
def screen(request: HttpRequest, centre: str) -> HttpResponse:
    """The large screen: last calls with their windows, and how many wait. Never a name."""
    return render(request, "services/hall/screen.html", {"shown": _shown(centre)})


@never_cache
@require_safe
def calls(request: HttpRequest, centre: str) -> HttpResponse:
    """What the screen asks for every few seconds: nothing (204) as long as nothing has changed since `seen`."""
    now = _shown(centre)
    if request.GET.get("seen") == now.mark:
        return HttpResponse(status=204)
    return render(request, "services/hall/_calls.html", {"shown": now})


@require_safe
def sign(request: HttpRequest, centre: str) -> HttpResponse:
    """The sign for the door, to be printed: a QR code with which one takes a number on one's own phone."""
    hall = _hall(centre)
    address = request.build_absolute_uri(reverse("services:hall", args=[hall.key]))
    return render(request, "services/hall/sign.html", {"centre": hall, "address": address, "qr": qr(address)})


def qr(address: str) -> str:
    """An address as a QR code, for the source of a picture."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, light="#fff"))


def _address(hall: Centre, found: Ticket) -> str:
    return reverse("services:hall_ticket", args=[hall.key, found.key])


def _hall(key: str) -> Centre:
    return get_object_or_404(halls(), key=key)


def _shown(key: str) -> Any:
    found = shown_at(key)
    if found is None:
        raise Http404
    return found
