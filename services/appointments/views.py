"""Pages on which residents book an appointment: when, then who comes, with all of it in sight; then the slip."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.access import resident_required, signed_in
from caojiadu.core.cases.errors import Refused
from caojiadu.core.community.models import Relative
from caojiadu.core.community.relatives import first_of
from caojiadu.core.front.posting import posted_from
from caojiadu.core.front.relatives import acting, chosen_in_form, instead, note, opened_for, turned
from services.appointments import booking
from services.appointments.access import TONES, appointments_of, open_appointments
from services.appointments.forms import WhoForm
from services.appointments.models import Appointment, BookingRules
from services.appointments.pages import need_in, place_and_papers, qr, times
from services.appointments.times import Diary, read_time
from services.catalogue.items import shown
from services.catalogue.models import Item

BOOKED = "appointment_booked"  # in the session: the number that was booked a moment ago


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What can be booked, and what of mine is still to come."""
    with_hours = BookingRules.objects.filter(hours__isnull=False).values("centre")
    items = shown().filter(channel__in=Item.AT_WINDOW, centre__in=with_hours).select_related("centre")
    relative = acting(request)
    context = {"items": items, "mine": open_appointments(request.user, relative), "acting": relative}
    return render(request, "services/appointments/start.html", context)


@require_safe
@never_cache
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """The days and times of an item's centre."""
    item = _item(key)
    rules = booking.rules_for(item)
    if rules is None:
        return render(request, "services/appointments/none.html", {"item": item, **place_and_papers(item)})
    need = need_in(request.GET)
    base = reverse("services:who", args=[item.key])
    link = {"at_url": f"{base}?{urlencode({'need': need})}&at=" if need else f"{base}?at="}
    return render(request, "services/appointments/times.html", {"item": item, **times(rules, request, need, **link)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("name")
@resident_required
def who(request: HttpRequest, key: str) -> HttpResponse:
    """Who comes, beside what is booked, when and where; a good form is an appointment."""
    item, given = _item(key), request.POST or request.GET
    starts_at, step = read_time(given.get("at", "")), request.POST.get("step", "")
    rules = booking.rules_for(item)
    if rules is None or starts_at is None:
        return redirect("services:choose", item.key)
    chosen_in_form(request)
    relative = acting(request)
    form = WhoForm(request.POST) if step == "book" else WhoForm(initial=_known(request, given, relative))
    form.comes_for(relative)
    slot = Diary(rules).slot(starts_at)
    context: dict[str, Any] = {"item": item, "rules": rules, "slot": slot, "at": given["at"], "form": form}
    context |= {"acting": relative, "turned": turned(request), "instead": instead(request), **place_and_papers(item)}
    if context["turned"] or not form.is_bound or not form.is_valid():
        if slot is None or not slot.free(Appointment.Need.OLDER):
            return _gone(request, context, given, starts_at)
        status = 409 if context["turned"] else 422 if form.errors else 200
        return render(request, "services/appointments/who.html", context, status=status)
    return _book(request, context, starts_at)


def _book(request: HttpRequest, context: dict[str, Any], starts_at: dt.datetime) -> HttpResponse:
    relative: Relative | None = context["acting"]
    try:
        done = booking.book(
            item=context["item"],
            starts_at=starts_at,
            phone=(relative and relative.phone_sealed) or signed_in(request).phone_sealed,
            by=request.user,
            request=request,
            **context["form"].cleaned_data,
        )
    except booking.Twice as twice:
        done = twice.made
    except booking.Gone as gone:
        return _gone(request, {**context, "why": gone}, context["form"].cleaned_data, starts_at)
    except Refused as refused:
        return render(request, "services/appointments/who.html", {**context, "refused": refused}, status=409)
    else:
        note(relative, "booked", done.number, request)
    request.session[BOOKED] = done.number
    return redirect("services:appointment", done.number)


def _gone(request: HttpRequest, context: dict[str, Any], given: Any, starts_at: Any) -> HttpResponse:
    """Other times near the one that cannot be had, with everything else as it was filled in."""
    kept = [("for", opened_for(request)), *((name, given.get(name, "")) for name in ("relation", "name", "need"))]
    near = Diary(context["rules"]).near(starts_at, need_in(given))
    context |= {"kept": kept, "near": near, "starts_at": starts_at, "filled": bool(given.get("name"))}
    return render(request, "services/appointments/gone.html", context, status=409)


def _known(request: HttpRequest, given: Any, relative: Relative | None) -> dict[str, str]:
    """What the form begins with: what was filled in, else the name with which the account booked for itself before."""
    if request.method == "POST":
        return {name: given.get(name, "") for name in ("relation", "name", "need")}
    if relative is not None:
        return {"relation": relative.relation, "name": relative.name_sealed, "need": need_in(given)}
    own = appointments_of(request.user).filter(made_by=signed_in(request), relation=Appointment.Relation.SELF)
    last = own.order_by("-made_at").first()
    return {"relation": "self", "name": last.resident.name_sealed if last else "", "need": need_in(given)}


def _item(key: str) -> Item:
    """A published item, retired ones too: their page says where to go on. Raises Http404."""
    found = Item.objects.select_related("centre").filter(key=key, published=True).first()
    if found is None:
        raise Http404
    return found


@require_safe
@resident_required
@never_cache
def appointment(request: HttpRequest, number: str) -> HttpResponse:
    """Place, time, number and QR code, what to bring; to print."""
    found, _relative = _own(request, number)
    fresh = request.session.pop(BOOKED, "") == found.number
    context = {"appointment": found, "fresh": fresh, "qr": qr(found.number), "tone": TONES[found.State(found.state)]}
    context |= place_and_papers(found.item, found.centre)
    ticket = getattr(found, "ticket", None)
    context["ticket"] = ticket if ticket and ticket.day.held_on == timezone.localdate() else None
    return render(request, "services/appointments/appointment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@resident_required
@never_cache
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Other days and times; one that is chosen is asked about once, then it counts."""
    found, relative = _own(request, number)
    refused: Refused | None = None
    wanted = read_time((request.POST or request.GET).get("at", ""))
    if request.method == "POST" and wanted is not None:
        try:
            if booking.change(appointment=found, starts_at=wanted, by=request.user, request=request):
                note(relative, "moved", number, request)
        except Refused as error:
            refused, wanted = error, None
        else:
            messages.success(request, _("Changed. The number stays the same."))
            return redirect("services:appointment", number)
    return _times(request, found, wanted, refused)


def _times(request: HttpRequest, found: Appointment, wanted: Any, refused: Any) -> HttpResponse:
    rules = booking.rules_for(found.item)
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
            if booking.cancel(appointment=found, by=request.user, request=request):
                note(relative, "cancelled", number, request)
        except Refused as error:
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
        if booking.book_again(appointment=found, by=request.user, request=request):
            note(relative, "booked", number, request)
    except Refused as error:
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
