"""Pages of a hall for those who work there: the window, and what the head sees."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.forms import Words, pick_from
from caojiadu.core.desk.views.common import page
from caojiadu.core.front.posting import posted_from
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.models import Centre
from services import hooks
from services.catalogue.items import register_of
from services.hall import figures, windows
from services.hall.access import hall_or_404, halls_of, make_tablet, may
from services.hall.line import callable_at, in_order, pace_of
from services.hall.models import HallDay, HallWindow, Ticket
from services.hall.tickets import open_day, stop_day, today_of
from services.reception import CENTRE

WORK, LEAD = "services.work_hall", "services.lead_hall"
NEXT = 8  # of those who wait, shown to the clerk
ASIDE = 12


class PassForm(forms.Form):
    """To which window, and what the colleague there should know."""

    to = forms.ModelChoiceField(label=gettext_lazy("Window"), queryset=HallWindow.objects.none(), empty_label=None)
    note = Words(
        label=gettext_lazy("Note for the colleague"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What it is about, without names or numbers of persons. It goes at the end of the day."),
    )

    def __init__(self, data: Any = None, *, window: HallWindow) -> None:
        super().__init__(data)
        rows = HallWindow.objects.filter(centre=window.centre_id, active=True, clerk__isnull=False)
        pick_from(self, "to", rows.exclude(pk=window.pk))


@staff_required
def home(request: HttpRequest) -> HttpResponse:
    """The hall in which somebody works."""
    found = halls_of(request.user)
    if not found:
        raise Http404
    return redirect("services_desk:hall", found[0].key)


@staff_required
@never_cache
@require_safe
def window(request: HttpRequest, centre: str) -> HttpResponse:
    """My window with the ticket that is there; or the windows to sit down at."""
    return _window(request, hall_or_404(request.user, WORK, centre))


def _window(request: HttpRequest, hall: Centre, form: PassForm | None = None) -> HttpResponse:
    mine = _mine(request, hall).first()
    context: dict[str, Any] = {"centre": hall, "day": today_of(hall), "leads": may(request.user, LEAD, hall)}
    if mine is None:
        context["windows"] = HallWindow.objects.filter(centre=hall, active=True).select_related("clerk")
        return page(request, "services/hall/sit.html", context)
    context |= {"window": mine, "ticket": windows.at_window(mine), **_line(mine, context["day"])}
    context["form"] = form or PassForm(window=mine)
    item = context["ticket"].item if context["ticket"] else None
    context["takes"] = item if item and register_of(item) else None
    return page(request, "services/hall/window.html", context, status=422 if form else 200)


@staff_required
@never_cache
@require_safe
def line(request: HttpRequest, centre: str) -> HttpResponse:
    """Who waits: the part of the window's page that follows by itself."""
    hall = hall_or_404(request.user, WORK, centre)
    mine = _mine(request, hall).first()
    if mine is None:
        raise Http404
    return render(request, "services/hall/_line.html", {"centre": hall, "window": mine, **_line(mine, today_of(hall))})


def _mine(request: HttpRequest, hall: Centre) -> QuerySet[HallWindow]:
    """The window at which the person sits: one at most."""
    user: Any = request.user
    return HallWindow.objects.filter(centre=hall, clerk=user)


def _line(mine: HallWindow, day: HallDay | None) -> dict[str, Any]:
    if day is None:
        return {"waiting": 0, "next": [], "aside": []}
    tickets = day.tickets.all()
    aside = tickets.filter(state__in=(Ticket.State.PARKED, Ticket.State.ABSENT))
    return {
        "waiting": tickets.waiting().count(),
        "next": in_order(callable_at(tickets, mine), timezone.now()).select_related("item", "for_window")[:NEXT],
        "aside": aside.select_related("item").order_by("-state", "-rung_at")[:ASIDE],
    }


@staff_required
@posted_from("services_desk:hall", "centre")
def act(request: HttpRequest, centre: str) -> HttpResponse:
    """A button of the window's page: does what it says to the ticket that the page showed, and shows the page again."""
    hall = hall_or_404(request.user, WORK, centre)
    verb = request.POST.get("do", "")
    if verb == "tablet":
        return _tablet(request, hall)
    if verb in ROOM:
        ROOM[verb](request, hall)
        return redirect("services_desk:hall_load" if verb == "count" else "services_desk:hall", hall.key)
    mine = _mine(request, hall).first()
    if mine is None:
        messages.info(request, _("You do not sit at a window. Choose one first."))
        return redirect("services_desk:hall", hall.key)
    if verb == "pass":
        form = PassForm(request.POST, window=mine)
        if not form.is_valid():
            return _window(request, hall, form)
        _tell(request, windows.pass_on(mine, _seen(request), **form.cleaned_data), _("%(ticket)s is passed on."))
    elif verb in AT_WINDOW:
        AT_WINDOW[verb](request, mine)
    return redirect("services_desk:hall", hall.key)


def _tablet(request: HttpRequest, hall: Centre) -> HttpResponse:
    """Make this device the tablet at the door; whoever did so is signed out, since it is left there."""
    _for_the_head(request, hall, "hall_tablet")
    logout(request)
    response = redirect("services:hall_door", hall.key)
    make_tablet(response, hall)
    return response


def _seen(request: HttpRequest) -> str:
    return request.POST.get("ticket", "").replace("\0", "")[:40]


def _tell(request: HttpRequest, ticket: Ticket | None, done: str) -> None:
    """What was done, or that the page showed something that is no longer so."""
    if ticket is None:
        messages.info(request, _("That was done already. This is how it stands now."))
    else:
        messages.success(request, done % {"ticket": ticket.label})


def _call(request: HttpRequest, mine: HallWindow) -> None:
    found = windows.call_next(mine)
    if found is None:
        messages.info(request, _("Nobody waits."))


def _come_back(request: HttpRequest, mine: HallWindow) -> None:
    found = windows.come_back(mine, _seen(request))
    back = found is not None and found.state == Ticket.State.CALLED
    _tell(request, found, _("%(ticket)s is at your window again.") if back else _("%(ticket)s is called next."))


def _simple(verb: Callable[..., Ticket | None], done: Any) -> Callable[[HttpRequest, HallWindow], None]:
    return lambda request, mine: _tell(request, verb(mine, _seen(request)), str(done))


AT_WINDOW: dict[str, Callable[[HttpRequest, HallWindow], None]] = {
    "next": _call,
    "recall": _simple(windows.recall, gettext_lazy("%(ticket)s is called again.")),
    "start": _simple(windows.start, gettext_lazy("%(ticket)s is being served.")),
    "done": _simple(windows.finish, gettext_lazy("%(ticket)s is done.")),
    "absent": _simple(windows.did_not_come, gettext_lazy("%(ticket)s did not come.")),
    "park": _simple(windows.park, gettext_lazy("%(ticket)s is put aside.")),
    "back": _come_back,
}


def _named(request: HttpRequest, hall: Centre) -> HallWindow:
    number = request.POST.get("window", "")
    found = HallWindow.objects.filter(centre=hall, number=int(number[:4]) if number.isdecimal() else 0).first()
    if found is None:
        raise Http404
    return found


def _sit(request: HttpRequest, hall: Centre) -> None:
    user: Any = request.user
    try:
        windows.sit_down(_named(request, hall), user)
    except windows.Taken:
        messages.error(request, _("Somebody sits there already."))
    except windows.Busy:
        messages.error(request, _("A number is still at your window. Finish with it first."))


def _leave(request: HttpRequest, hall: Centre) -> None:
    for mine in _mine(request, hall):
        try:
            windows.leave(mine)
        except windows.Busy:
            messages.error(request, _("A number is still at your window. Finish with it first."))


def _for_the_head(request: HttpRequest, hall: Centre, action: str) -> None:
    """What concerns the whole hall is the head's, and kept in the trail."""
    if not may(request.user, LEAD, hall):
        raise Http404
    record(action=action, subject_type="organisation.centre", subject_key=hall.key, request=request)


def _free(request: HttpRequest, hall: Centre) -> None:
    """The head empties a window that somebody forgot to leave."""
    _for_the_head(request, hall, "hall_window_freed")
    windows.free(_named(request, hall))


def _stop(request: HttpRequest, hall: Centre) -> None:
    _for_the_head(request, hall, "hall_stopped")
    stop_day(hall)
    messages.success(request, _("No more numbers are given out today. Whoever waits is still called."))


def _open(request: HttpRequest, hall: Centre) -> None:
    _for_the_head(request, hall, "hall_opened")
    open_day(hall)
    messages.success(request, _("The hall gives out numbers."))


def _count(request: HttpRequest, hall: Centre) -> None:
    """The head has the day entered in the register as far as it is; the night brings it up to date."""
    _for_the_head(request, hall, "hall_counted")
    if hall.key != CENTRE or today_of(hall) is None or not hooks.hall_day_counted.answered:
        raise Http404
    hooks.hall_day_counted(timezone.localdate(), user=request.user)
    messages.success(request, _("Entered in the figures of the hall. What was accepted is added there by hand."))


ROOM: dict[str, Callable[[HttpRequest, Centre], None]] = {
    "sit": _sit,
    "leave": _leave,
    "free": _free,
    "stop": _stop,
    "open": _open,
    "count": _count,
}


@staff_required
@never_cache
@require_safe
def load(request: HttpRequest, centre: str) -> HttpResponse:
    """For the head: the hall now, who sits where, and the day so far."""
    hall = hall_or_404(request.user, LEAD, centre)
    day = today_of(hall)
    there = Ticket.objects.at_window().filter(day=day).select_related("item")
    rows = HallWindow.objects.filter(centre=hall, active=True).select_related("clerk")
    context: dict[str, Any] = {
        "centre": hall,
        "day": day,
        "windows": rows.prefetch_related(Prefetch("tickets", there, to_attr="now")),
    }
    if day is not None:
        pace, now = pace_of(day), figures.load_of(day)
        context |= {"pace": pace, "load": now, "wait": pace.wait_of(now["waiting"] + 1)}
        context |= {"figures": figures.figures_of(day), "items": figures.by_item(day)}
    return page(request, "services/hall/load.html", context)


@staff_required
@require_safe
def days(request: HttpRequest, centre: str) -> HttpResponse:
    """For the head: the days before, the last first, by key."""
    hall = hall_or_404(request.user, LEAD, centre)
    mark = request.GET.get("after", "")
    rows = HallDay.objects.filter(centre=hall)
    found, following = page_after(rows, mark, columns=("held_on", "id"), newest_first=True)
    context = {
        "centre": hall,
        "rows": figures.with_figures(found),
        "first_url": "?" if mark else "",
        "next_url": f"?after={following}" if following else "",
    }
    return page(request, "services/hall/days.html", context)
