"""Rooms that residents may have: where, what for, when they are free; asking for one, moving and cancelling it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident, resident_required, signed_in
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.moves import model_of, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Relative
from caojiadu.core.community.relatives import first_of
from caojiadu.core.front import my_matters
from caojiadu.core.front.relatives import note
from caojiadu.core.personal import Unusable
from caojiadu.core.registers import hooks
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.lists import cells, with_names
from caojiadu.core.registers.patterns.booking import Bookable, Booking
from caojiadu.core.registers.patterns.online_booking import ask, bookings_of, has_begun, last_day, lenders
from caojiadu.core.registers.views.public import published_of
from caojiadu.core.registers.views.room_times import (
    WEEK,
    TimeForm,
    days_of,
    form_for,
    most,
    near,
    time_form_for,
    written,
)
from caojiadu.core.types import Fact

PAGE = "rooms:booking"
MOST = 60  # rooms of one kind on the page
PER_ACCOUNT = (30, 3600)  # bookings, moves and cancellations of one account in an hour
SAID = {"opens", "closes", "open_on", "fee", "centre"}  # said in other words beside the name
MOST_NEEDED = 20


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """Every room that is public, by house, with what it is for; and which house is going to be closed."""
    houses: dict[str, list[dict[str, Any]]] = {}
    for _register, things in lenders():
        for thing in with_names(things, published_of(things), every=True).order_by("title", "pk")[:MOST]:
            houses.setdefault(thing.house, []).append({"thing": thing, "facts": _facts(things, thing)})
    mine = bookings_of(request.user).filter(closed_at=None).order_by("-opened_at")[:MOST_NEEDED]
    context = {"houses": list(houses.items()), "closures": closures_ahead(), "mine": mine}
    return render(request, "registers/rooms/list.html", context)


def closures_ahead() -> list[dict[str, Any]]:
    """Every announced closure that lasts or lies ahead: place, since, until, why, instead, as offices answer."""
    return [one for found in hooks.closures_ahead() for one in found]


@never_cache
@require_safe
def room(request: HttpRequest, key: int) -> HttpResponse:
    """The week of a room, and the times of one day."""
    _register, things, thing = _room_or_404(key)
    outside = not request.user.is_authenticated or is_resident(request.user)
    context = {
        **_week(request, thing, base=reverse("rooms:room", args=[key])),
        "at_url": reverse("rooms:book", args=[key]) + "?at=" if outside else "",
        "facts": _facts(things, thing),
        "closures": [one for one in closures_ahead() if one["place"] == thing.house],
    }
    return render(request, "registers/rooms/room.html", context)


@never_cache
@sensitive_post_parameters("name")
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, key: int) -> HttpResponse:
    """What for, and how long; a good form is a booking, to be confirmed by the house."""
    register, _things, thing = _room_or_404(key)
    at = _moment((request.POST or request.GET).get("starts_at") or request.GET.get("at", ""))
    if at is None:
        return redirect("rooms:room", key)
    free = most(thing, at)
    if request.method != "POST":
        if not free:
            messages.warning(request, _("This time is gone. Please choose another one."))
            return redirect(f"{reverse('rooms:room', args=[key])}?day={timezone.localdate(at):%Y-%m-%d}")
        return _form(request, thing, form_for(register)(at=at, most=free, initial=_first(at, free)))
    form = form_for(register)(request.POST, at=at, most=free)
    if not form.is_valid():
        return _form(request, thing, form, status=422)
    if not _hit(request, form):
        return _form(request, thing, form, status=429)
    try:
        name = form.cleaned_data["name"]
        made = ask(user=signed_in(request), register=register, thing=thing, name=name, values=form.values)
    except ValidationError as error:
        return _form(request, thing, form, status=_refused(form, error, thing))
    except Unusable as error:
        form.add_error("name", str(error))
        return _form(request, thing, form, status=422)
    messages.success(request, _("It is kept for you. The centre confirms it and tells you."))
    return redirect(PAGE, made.number)


@never_cache
@resident_required
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """A booking as whoever asked for it sees it."""
    found, _relative = _own(request, number)
    thing, life = getattr(found, found.thing), my_matters.life_of(request, found)
    context = {
        "found": found,
        "thing": thing,
        **life,
        "late": my_matters.still_late(life, "approval", timezone.localdate(found.starts_at)),
        "may_change": _may(found, "rebook"),
        "closed": found.state.endswith("_called_off"),
    }
    return render(request, "registers/rooms/booking.html", context)


@never_cache
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Another time for a booking: the week of its room, then how long; it is confirmed again."""
    found, relative = _own(request, number)
    if not _may(found, "rebook"):
        messages.warning(request, _("This booking cannot be moved any more. You can ask for a new one."))
        return redirect(PAGE, number)
    register = next(one for one, _things in lenders() if one.workflow and one.workflow.key == found.kind)
    thing, base = getattr(found, found.thing), reverse("rooms:change", args=[number])
    at = _moment((request.POST or request.GET).get("starts_at") or request.GET.get("at", ""))
    context: dict[str, Any] = {"found": found, "moving": True, "at_url": f"{base}?at="}
    if at is None:
        return render(
            request, "registers/rooms/room.html", {**_week(request, thing, base=base, but=found.pk), **context}
        )
    free, status = most(thing, at, but=found.pk), 200
    form = time_form_for(register)(request.POST or None, at=at, most=free, initial=_first(at, free))
    if request.method == "POST" and form.is_valid() and _hit(request, form):
        status = _moved(request, found, form, thing)
        if status == 302:
            note(relative, "room_moved", number, request)
            messages.success(request, _("You asked for another time. The centre confirms it and tells you."))
            return redirect(PAGE, number)
    return _form(request, thing, form, status=422 if form.errors and status == 200 else status, found=found)


@never_cache
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Asked once more, then given back."""
    found, relative = _own(request, number)
    return my_matters.take_back(
        request,
        found,
        "give_up",
        to=PAGE,
        may=_may(found, "give_up"),
        done=_("Cancelled. Somebody else can have the room now."),
        relative=relative,
        question=_("Cancel this booking?"),
        then=_("Somebody else can have the room then. You can book again at any time."),
        yes=_("Yes, cancel it"),
        no=_("No, keep it"),
    )


def _moved(request: HttpRequest, found: Booking, form: TimeForm, thing: Bookable) -> int:
    """The status of asking for another time: 302 where it is kept."""
    data = {name: written(value) for name, value in form.values.items()}
    try:
        move(case=found, key="rebook", actor=Actor.resident(request.user), data=data)
    except Invalid as error:
        return _refused(form, ValidationError(error.form.errors.as_data()), thing, but=found.pk)
    except MoveError as error:
        return _refused(form, ValidationError({"starts_at": str(error.message)}), thing, but=found.pk)
    return 302


def _refused(form: TimeForm, error: ValidationError, thing: Bookable, *, but: int | None = None) -> int:
    """Say it beside the fields; of a time that is gone, offer others. The status."""
    form.refuse(error)
    if not hasattr(error, "error_dict") or "starts_at" not in error.error_dict:
        return 422
    length = dt.timedelta(minutes=form.cleaned_data["length"])
    form.offer(near(thing, form.cleaned_data["starts_at"], length, but=but))
    return 409


def _hit(request: HttpRequest, form: TimeForm) -> bool:
    """Whether an account has not sent too many forms; the form says so otherwise."""
    limit, seconds = PER_ACCOUNT
    if throttle.hit(scope="rooms", key=request.user.pk, limit=limit, seconds=seconds):
        return True
    form.add_error(None, _("Very many forms came from you just now. Please send this one again in an hour."))
    return False


def _form(
    request: HttpRequest, thing: Bookable, form: TimeForm, *, status: int = 200, found: Booking | None = None
) -> HttpResponse:
    day, flow = timezone.localdate(form.at), form.register.workflow
    context = {"thing": thing, "form": form.narrow(), "found": found, "day": f"{day:%Y-%m-%d}"}
    context["late"] = my_matters.answered_late(my_matters.answered_by(flow.key, "approval") if flow else None, day)
    return render(request, "registers/rooms/book.html", context, status=status)


def _first(at: dt.datetime, free: int) -> dict[str, Any]:
    return {"starts_at": written(at), "length": min(free or 4, 4) * 30}


def _week(request: HttpRequest, thing: Bookable, *, base: str, but: int | None = None) -> dict[str, Any]:
    today, last = timezone.localdate(), last_day()
    wanted = _day(request.GET.get("day", ""))
    first = min(max(_day(request.GET.get("week", "")) or wanted or today, today), last)
    days = days_of(thing, first, but=but)
    free = next((one for one in days if one.free), None)
    chosen = next((one for one in days if one.date == wanted and one.opened), free)
    before, after = first - dt.timedelta(days=WEEK), first + dt.timedelta(days=WEEK)
    return {
        "thing": thing,
        "days": days,
        "first": first,
        "chosen": chosen,
        "base": base,
        "before": max(before, today) if first > today else None,
        "after": after if after <= last else None,
    }


def _room_or_404(key: int) -> tuple[Register, Register, Bookable]:
    """A room that is public, with the register of its bookings and its own."""
    for register, things in lenders():
        thing = with_names(things, published_of(things), every=True).filter(pk=key).first()
        if thing is not None:
            return register, things, thing
    raise Http404


def _facts(things: Register, thing: Bookable) -> list[Fact]:
    names = tuple(name for name in things.public if name not in SAID)
    return [pair for pair in cells(things, thing, names) if pair[1] not in (None, "")]


def _own(request: HttpRequest, number: str) -> tuple[Booking, Relative | None]:
    """A booking in its own kind, of this account or of somebody for whom it acts; for everybody else there is none."""
    case, relative = first_of(bookings_of, request.user, own_first=True, number=number[:20])
    if case is None:
        raise Http404
    model = model_of(case.workflow)
    return model.objects.select_related("office", "resident", model.thing).get(pk=case.pk), relative


def _may(found: Booking, key: str) -> bool:
    step = found.workflow.transition(key)
    return step is not None and found.state in {state.key for state in step.sources} and not has_begun(found)


def _moment(text: str) -> dt.datetime | None:
    """A moment as an address names it; None for what is none."""
    try:
        found = dt.datetime.strptime(text, "%Y-%m-%dT%H:%M")
    except ValueError:
        return None
    return timezone.make_aware(found) if 2000 <= found.year <= 2200 else None


def _day(text: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None
