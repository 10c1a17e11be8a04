"""The desk of a centre's appointments: the day, one appointment, booking for whoever rings or stands at the window."""

import datetime as dt
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.audit.trail import read_once, record
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import Words
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page
from caojiadu.core.front.posting import posted_from
from services.appointments import booking
from services.appointments.access import TONES, centres_of, figures_of, kept_by
from services.appointments.forms import DayForm, DeskForm
from services.appointments.models import Appointment
from services.appointments.pages import need_in, times
from services.appointments.times import Diary, read_time
from services.catalogue.items import shown
from services.catalogue.models import Item

State = Appointment.State


class WhyForm(forms.Form):
    """Why somebody's name and phone are needed."""

    reason = Words(
        label=gettext_lazy("Why you need it"), max_length=200, help_text=gettext_lazy("Kept in the read log.")
    )


@staff_required
@never_cache
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """The appointments of a day with its figures; or those found by number or phone."""
    rows, given = kept_by(signed_in(request)), request.GET.copy()
    given.setdefault("day", str(timezone.localdate()))
    form = DayForm(given)
    form.is_valid()
    found = page_of(form.rows(rows), request, columns=("starts_at", "id"))
    for row in found.rows:
        row.tone = TONES[State(row.state)]
    context = {
        "form": form,
        "page": found,
        "day": form.chosen,
        "before": form.chosen - dt.timedelta(days=1),
        "after": form.chosen + dt.timedelta(days=1),
        "figures": figures_of(rows, form.chosen),
        "searching": bool(form.cleaned_data.get("q")),
    }
    return page(request, "services/appointments/desk/day.html", context, status=422 if form.errors else 200)


@staff_required
@never_cache
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One appointment, and what can be done with it."""
    found = _kept(request, number)
    context = {"appointment": found, "tone": TONES[State(found.state)]}
    return page(request, "services/appointments/desk/one.html", context)


@staff_required
@posted_from("services_desk:appointment", "number")
def act(request: HttpRequest, number: str) -> HttpResponse:
    """A button of an appointment: came, did not come, cancelled, booked again."""
    found, what = _kept(request, number), request.POST.get("do", "")
    try:
        if what in (State.CAME, State.MISSED):
            booking.mark(appointment=found, state=what, by=request.user, request=request)
        elif what == "cancel":
            booking.cancel(appointment=found, by=request.user, request=request)
        elif what == "again":
            booking.book_again(appointment=found, by=request.user, request=request)
        else:
            raise Http404
    except Refused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Noted."))
    if request.POST.get("back") == "day":
        return redirect(f"{reverse('services_desk:appointments')}?{urlencode({'day': found.day})}")
    return redirect("services_desk:appointment", found.number)


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Another time, for whoever rings."""
    found = _kept(request, number)
    rules, refused = booking.rules_for(found.item), None
    wanted = read_time((request.POST or request.GET).get("at", ""))
    if rules is None or not (found.open or found.state == State.CLOSED):
        messages.warning(request, _("This appointment cannot be moved. You can book another one."))
        return redirect("services_desk:appointment", found.number)
    if request.method == "POST" and wanted is not None:
        try:
            booking.change(appointment=found, starts_at=wanted, by=request.user, request=request)
        except Refused as error:
            refused, wanted = error, None
        else:
            messages.success(request, _("Changed. The number stays the same."))
            return redirect("services_desk:appointment", found.number)
    context = times(rules, request, found.need, at_url="?at=", moving=True)
    context["wanted"] = next((slot for slot, free in context["slots"] if free and slot.starts_at == wanted), None)
    context |= {"appointment": found, "refused": refused}
    return page(request, "services/appointments/desk/change.html", context, status=409 if refused else 200)


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, number: str) -> HttpResponse:
    """Name and phone, once, for a reason that is logged."""
    found = _kept(request, number)
    form = WhyForm(request.POST if request.method == "POST" else None)
    seen = form.is_bound and form.is_valid()
    if seen:
        record(
            action="reveal",
            subject_type="services.appointment",
            subject_key=found.number,
            office_id=found.centre.office_id,
            reason=form.cleaned_data["reason"],
            request=request,
            data={"resident": str(found.resident.key)},
        )
    context = {"appointment": found, "form": form, "shown": seen}
    response = page(request, "services/appointments/desk/person.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("name", "phone")
def new(request: HttpRequest) -> HttpResponse:
    """Book for somebody: the service, a time, then who comes. What was chosen stays in the address."""
    centres = centres_of(signed_in(request))
    if not centres:
        raise Http404
    items = shown().filter(channel__in=Item.AT_WINDOW, centre__in=centres).select_related("centre")
    item = next((one for one in items if one.key == request.GET.get("item")), None)
    rules = booking.rules_for(item) if item else None
    if item is None or rules is None:
        return page(request, "services/appointments/desk/new.html", {"items": items})
    need = need_in(request.POST or request.GET)
    link = {
        "query": f"{urlencode({'item': item.key})}&",
        "at_url": f"?{urlencode({'item': item.key, 'need': need})}&at=",
    }
    context = {"items": items, "item": item, **times(rules, request, need, **link)}
    starts_at = read_time(request.POST.get("at", "") or request.GET.get("at", ""))
    slot = Diary(rules).slot(starts_at) if starts_at else None
    form = DeskForm(request.POST if request.method == "POST" else None, initial={"need": need})
    context |= {"wanted": slot, "form": form}
    if not form.is_bound or starts_at is None or (slot and not form.is_valid()):
        return page(request, "services/appointments/desk/new.html", context, status=422 if form.is_bound else 200)
    try:
        if slot is None:
            raise booking.Gone(_("This time cannot be had any more. Please choose another one."))
        made = booking.book(item=item, starts_at=starts_at, by=request.user, request=request, **form.cleaned_data)
    except booking.Twice as twice:
        made = twice.made
    except Refused as refused:
        # Other times near it, with everything that was typed.
        context |= {"refused": refused, "near": Diary(rules).near(starts_at, need)}
        return page(request, "services/appointments/desk/new.html", context, status=409)
    messages.success(request, _("Booked. The message is on its way."))
    return redirect("services_desk:appointment", made.number)


def _kept(request: HttpRequest, number: str) -> Appointment:
    """An appointment that somebody keeps; the look is logged. Raises Http404."""
    found = kept_by(signed_in(request)).filter(number=number[:20]).first()
    if found is None:
        raise Http404
    read_once(
        request=request,
        subject_type="services.appointment",
        subject_key=found.number,
        office_id=found.centre.office_id,
    )
    return found
