"""What is on in the sub-district: published events of every office, and the list on which residents put themselves."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident, signed_in, to_sign_in
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Relative
from caojiadu.core.doors import Door, Item, Items
from caojiadu.core.front.relatives import note
from caojiadu.core.front.templatetags.portal import moment
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import SIZE, mark_of, page_after, parsed
from caojiadu.core.registers.declaration import Register, all_registers
from caojiadu.core.registers.lists import cells
from caojiadu.core.registers.models import SignUp
from caojiadu.core.registers.patterns import sign_up
from caojiadu.core.registers.patterns.event import PublicEvent
from caojiadu.core.registers.views.public import published_of
from caojiadu.core.registers.views.rooms import closures_ahead

ORDER = ("starts_at", "id")
AGAIN = dt.timedelta(seconds=15)  # within which the same sign-up of the same account is the button pressed twice
PER_ACCOUNT = (60, 3600)  # sign-ups and withdrawals of one account in an hour
# What a page of one event says at its top, and its list need not repeat.
SAID = {"starts_at", "ends_at", "place", "places", "sign_up_until"}


def kinds() -> list[Register]:
    """The registers whose events everybody may read of."""
    return [one for one in all_registers() if one.public and issubclass(one.model_class, PublicEvent)]


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """What is still to come, the next first, of every kind or of one; each kind is asked for one page."""
    every = kinds()
    kind = next((one for one in every if one.key == request.GET.get("kind")), None)
    after = request.GET.get("after", "")
    pages = [page_after(_to_come(one), after, columns=ORDER) for one in ([kind] if kind else every)]
    found = sorted((row for rows, _more in pages for row in rows), key=lambda row: (row.starts_at, row.pk))
    shown, kept = found[:SIZE], {"kind": kind.key} if kind else {}
    follows = len(found) > SIZE or any(more for _rows, more in pages)
    more = {**kept, "after": mark_of(shown[-1], ORDER)} if follows else {}
    context = {
        "lines": _with_places(shown),
        "closures": closures_ahead(),
        "kinds": every,
        "kind": kind,
        "first_url": f"?{urlencode(kept)}" if after else "",
        "next_url": f"?{urlencode(more)}" if more else "",
    }
    return render(request, "registers/activities.html", context)


def _to_come(register: Register) -> QuerySet[Any]:
    return published_of(register).filter(ends_at__gt=timezone.now()).select_related("office")


def _with_places(rows: list[Any]) -> list[dict[str, Any]]:
    """Each event with how many places are left; None where as many may come as like."""
    given = SignUp.objects.filter(event__in=[row.pk for row in rows], state=SignUp.State.PLACE)
    taken = dict(given.values_list("event").annotate(n=Sum("people")).order_by())
    return [
        {"event": row, "left": None if row.places is None else max(row.places - taken.get(row.pk, 0), 0)}
        for row in rows
    ]


@never_cache
@sensitive_post_parameters("name")
@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: HttpRequest, number: str) -> HttpResponseBase:
    """One event: when, where, how many places are left; residents sign up and give their place back."""
    event, register = _event_or_404(number)
    if request.method != "POST":
        return _show(request, event, register)
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if not is_resident(request.user):
        messages.warning(request, _("Residents sign up here; staff put somebody on the list at the desk."))
        return redirect("activity", number)
    if not throttle.hit(scope="joining", key=request.user.pk, limit=PER_ACCOUNT[0], seconds=PER_ACCOUNT[1]):
        many = _("Very many forms have come from this connection. Please send yours again in an hour.")
        messages.warning(request, many)
        return redirect("activity", number)
    return _sent(request, event, register)


def _sent(request: HttpRequest, event: PublicEvent, register: Register) -> HttpResponse:
    key = "leave" if request.POST.get("do") == "leave" else "join"
    relative = _whose_place(request, event) if key == "leave" else None
    try:
        move(case=event, key=key, actor=Actor.resident(request.user), data=request.POST)
    except MoveError as error:
        return _refused(request, event, register, key, error)
    note(relative, "left", event.number or "", request)
    messages.success(
        request, _("Your relative is off the list.") if relative else _told(event, signed_in(request), key)
    )
    return redirect("activity", event.number)


def _refused(request: HttpRequest, event: PublicEvent, register: Register, key: str, error: MoveError) -> HttpResponse:
    """What is wrong, in the form or in words; nothing for a button pressed twice."""
    if key == "join" and _joined_just_now(request, event):
        return redirect("activity", event.number)
    if key == "join" and isinstance(error, Invalid):
        return _show(request, event, register, form=error.form, status=422)
    not_yours = _("This place is not yours any more: there is nothing to give back.")
    messages.warning(request, not_yours if isinstance(error, Invalid) else str(error.message))
    return redirect("activity", event.number)


def _joined_just_now(request: HttpRequest, event: PublicEvent) -> bool:
    """Whether the same people came on the list with this account a moment ago, and were told so."""
    just_now = sign_up.on_list(event).filter(at__gte=timezone.now() - AGAIN)
    typed = (request.POST.get("name", "").strip(), request.POST.get("people") or "1")
    rows = sign_up.of_account(just_now, signed_in(request))
    return typed in [(row.resident.name_sealed, str(row.people)) for row in rows]


def _event_or_404(number: str) -> tuple[PublicEvent, Register]:
    kind = Case.objects.filter(number=number).values_list("kind", flat=True).first()
    register = next((one for one in kinds() if one.workflow and one.workflow.key == kind), None)
    event = published_of(register).filter(number=number).select_related("office").first() if register else None
    if event is None or register is None:
        raise Http404
    return event, register


def _whose_place(request: HttpRequest, event: PublicEvent) -> Relative | None:
    """The relative whose place is given back; None for one of the account's own."""
    listed = sign_up.with_relatives(sign_up.on_list(event), signed_in(request))
    return next((one for row, one in listed.items() if str(row.pk) == request.POST.get("sign_up")), None)


def _told(event: PublicEvent, user: User, key: str) -> str:
    if key == "leave":
        return _("You are off the list.")
    newest = sign_up.of_account(sign_up.on_list(event), user).last()
    if newest and newest.state == SignUp.State.WAITING:
        return _("All places are taken. You are on the waiting list; when a place is free, you get it and a message.")
    return _("You have a place. If you cannot come, please give it back here.")


def _show(
    request: HttpRequest,
    event: PublicEvent,
    register: Register,
    *,
    form: forms.BaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    resident = is_resident(request.user)
    now, until = timezone.now(), event.sign_up_until or event.starts_at
    step = register.workflow.transition("join") if register.workflow else None
    listed = step is not None and event.state in {state.key for state in step.sources}
    open_now = listed and now <= until
    if form is None and resident and open_now:
        form = sign_up.JoinForm(case=event, actor=Actor.resident(request.user))
    names = tuple(name for name in register.public if name not in SAID)
    signed = sign_up.with_relatives(sign_up.on_list(event), request.user) if is_resident(request.user) else {}
    context = {
        "event": event,
        "register": register,
        "cells": [pair for pair in cells(register, event, names) if pair[1] not in (None, "")],
        "left": _with_places([event])[0]["left"],
        "waiting": sign_up.on_list(event).filter(state=SignUp.State.WAITING).count(),
        "open_now": open_now,
        "may_leave": listed and now < event.starts_at,
        "over": now > event.ends_at,
        "until": until,
        "form": form,
        "resident": resident,
        "mine": [row for row, relative in signed.items() if relative is None],
        "theirs": [row for row, relative in signed.items() if relative is not None],
    }
    return render(request, "registers/activity.html", context, status=status)


@provide("my_items")
def sign_ups_of(user: Visitor, mark: str) -> Items:
    """A page of the events for which an account signed up, the newest sign-up first."""
    return sign_ups_of_relative(user, None, mark)


@provide("items_of_relative")
def sign_ups_of_relative(user: Visitor, relative: Relative | None, mark: str) -> Items:
    """The same of somebody for whom the account acts."""
    if not is_resident(user):
        return [], False
    by_kind = {one.workflow.key: one for one in kinds() if one.workflow}
    rows = sign_up.of_account(SignUp.objects.exclude(state=SignUp.State.WITHDRAWN), user, relative)
    rows = rows.filter(event__kind__in=by_kind).select_related("event")
    if before := parsed(mark, ("opened_at", "id")):
        rows = rows.filter(Q(at__lt=before[0]) | Q(at=before[0], event__lt=before[1]))
    found = list(rows.order_by("-at", "-event")[: SIZE + 1])
    begins: dict[int, Any] = {}
    for kind in {row.event.kind for row in found}:
        keys = [row.event_id for row in found if row.event.kind == kind]
        begins |= dict(published_of(by_kind[kind]).filter(pk__in=keys).values_list("pk", "starts_at"))
    return [_item(row, begins[row.event_id]) for row in found[:SIZE] if row.event_id in begins], len(found) > SIZE


def _item(row: SignUp, begins: dt.datetime) -> Item:
    return Item(
        key=row.event_id,
        title=row.event.title,
        url=reverse("activity", args=[row.event.number]),
        number=row.event.number or "",
        state=row.get_state_display(),
        tone="done" if row.state == SignUp.State.PLACE else "wait",
        when=row.at,
        takes_place="" if row.event.state.endswith("_cancelled") else moment(begins),
        over=begins < timezone.now(),
    )


@provide("home_doors")
def door() -> list[Door]:
    """The way to what is on, on the home page."""
    hint = _("Courses, talks, sports, volunteering near you")
    return [Door(reverse("activities"), _("What is on"), "calendar3", hint)]
