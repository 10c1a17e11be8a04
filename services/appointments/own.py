"""Pages of an appointment that was booked: to print, to move, to cancel, and to take that back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.access import resident_required
from caojiadu.core.community.models import Relative
from caojiadu.core.community.relatives import first_of
from caojiadu.core.front.posting import posted_from
from caojiadu.core.front.relatives import note
from services.appointments import verbs
from services.appointments.mine import TONES, appointments_of
from services.appointments.pages import place_and_papers, qr, times
from services.appointments.times import read_time
from services.appointments.views import BOOKED
from services.models import Appointment, Ticket


@require_safe
@resident_required
@never_cache
def appointment(request: HttpRequest, number: str) -> HttpResponse:
    """Place, time, number and QR code, what to bring; to print."""
    found, _relative = _own(request, number)
    fresh = request.session.pop(BOOKED, "") == found.number
    context = {"appointment": found, "fresh": fresh, "qr": qr(found.number), "tone": TONES[found.State(found.state)]}
    context |= place_and_papers(found.item, found.centre)
    context["ticket"] = Ticket.objects.filter(appointment=found, day__held_on=timezone.localdate()).first()
    return render(request, "services/appointments/appointment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@resident_required
@never_cache
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Other days and times; one that is chosen is asked about once, then it counts."""
    found, relative = _own(request, number)
    refused: verbs.Refused | None = None
    wanted = read_time((request.POST or request.GET).get("at", ""))
    if request.method == "POST" and wanted is not None:
        try:
            if verbs.change(appointment=found, starts_at=wanted, by=request.user, request=request):
                note(relative, "moved", number, request)
        except verbs.Refused as error:
            refused, wanted = error, None
        else:
            messages.success(request, _("Changed. The number stays the same."))
            return redirect("services:appointment", number)
    return _times(request, found, wanted, refused)


def _times(request: HttpRequest, found: Appointment, wanted: Any, refused: Any) -> HttpResponse:
    rules = verbs.rules_for(found.item)
    elsewhere = found.item.centre_id != found.centre_id
    if rules is None or elsewhere or not (found.open or found.state == found.State.CLOSED):
        if refused is None:
            messages.warning(request, _("This appointment cannot be moved. You can book another one."))
        return redirect("services:appointment", found.number)
    base = reverse("services:change", args=[found.number])
    context = times(rules, request, found.need, at_url=f"{base}?at=", moving=True)
    free = {slot.starts_at: slot for slot, count in context["slots"] if count}
    context |= {"appointment": found, "item": found.item, "refused": refused, "wanted": free.get(wanted)}
    return render(request, "services/appointments/change.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@resident_required
@never_cache
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once, then give the place back."""
    found, relative = _own(request, number)
    if request.method == "POST":
        try:
            if verbs.cancel(appointment=found, by=request.user, request=request):
                note(relative, "cancelled", number, request)
        except verbs.Refused as error:
            messages.warning(request, str(error))
        return redirect("services:appointment", number)
    if not (found.open or found.state == found.State.CLOSED):
        return redirect("services:appointment", number)
    return render(request, "services/appointments/cancel.html", {"appointment": found})


@posted_from("services:appointment", "number")
@resident_required
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Take a cancellation back, as long as the time is free."""
    found, relative = _own(request, number)
    try:
        if verbs.book_again(appointment=found, by=request.user, request=request):
            note(relative, "booked", number, request)
    except verbs.Refused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Booked again, for the same time."))
    return redirect("services:appointment", number)


def _own(request: HttpRequest, number: str) -> tuple[Appointment, Relative | None]:
    """An appointment of this account, or of somebody for whom it acts; else there is none. Raises Http404."""
    found, relative = first_of(appointments_of, request.user, number=number[:20])
    if found is None:
        raise Http404
    return found, relative
