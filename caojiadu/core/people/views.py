"""Pages about one person: looking them up, what the reader may open of them, and which rows are one person."""

import uuid
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import read_once, record
from caojiadu.core.community.duplicates import NotDecided, decide, name_by_hand, together_with
from caojiadu.core.community.models import Resident, SamePerson
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page
from caojiadu.core.people.forms import DecideForm, FindForm
from caojiadu.core.people.gather import Person, found_by, may_look_up, pairs_for, person_of, rows_together
from caojiadu.core.registers.declaration import find as find_register
from caojiadu.core.registers.providers import slug

DECIDE = "community.decide_sameperson"


def when_assessed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """For whoever works in an office, and only while an impact assessment is in force; else there is no such page."""

    @staff_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_look_up(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return asked


@when_assessed
def find(request: HttpRequest) -> HttpResponse:
    """Look somebody up by name with phone or paper. Each search is logged; what was typed stands in no address."""
    form = FindForm(request.POST if request.method == "POST" else None)
    nobody = False
    if form.is_bound and form.is_valid():
        if person := _sought(request, form):
            return redirect("people:person", person.shown.key)
        nobody = True
    context = {"form": form, "nobody": nobody, "decides": request.user.has_perm(DECIDE)}
    return page(request, "people/find.html", context, status=422 if form.errors else 200)


@when_assessed
def person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the reader may open of one person anyway, on one page. Each view is logged."""
    found = _person_or_404(request, key)
    read_once(request=request, subject_type="resident", subject_key=str(key))
    context = {"person": found, "lines": _lines(found), "decides": request.user.has_perm(DECIDE)}
    return page(request, "people/person.html", context)


@when_assessed
def compare(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Name another row that a head thinks is the same person."""
    found = _person_or_404(request, key)
    if not request.user.has_perm(DECIDE):
        raise Http404
    form = FindForm(request.POST if request.method == "POST" else None)
    nobody = False
    if form.is_bound and form.is_valid():
        if other := _sought(request, form, but=together_with([one.pk for one in found.residents])):
            return redirect("people:pair", name_by_hand(one=found.shown.pk, other=other.shown.pk).pk)
        nobody = True
    context = {"person": found, "form": form, "nobody": nobody}
    return page(request, "people/compare.html", context, status=422 if form.errors else 200)


@when_assessed
def pairs(request: HttpRequest) -> HttpResponse:
    """Rows that may be one person, and what was decided of others, of people whom the head's office knows."""
    if not request.user.has_perm(DECIDE):
        raise Http404
    state = request.GET.get("state", "")
    state = state if state in SamePerson.State.values else SamePerson.State.SUGGESTED.value
    found = page_of(pairs_for(request.user, state), request, newest_first=True, columns=("id",))
    context = {"page": found, "state": state, "states": SamePerson.State.choices}
    return page(request, "people/pairs.html", context)


@when_assessed
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Two rows side by side, masked, with what they have in common; a head says what they are, and may take it back."""
    if not request.user.has_perm(DECIDE):
        raise Http404
    asked = get_object_or_404(SamePerson.objects.select_related("one__neighbourhood", "other__neighbourhood"), pk=pk)
    sides = [rows_together(request.user, [one.pk]) for one in (asked.one, asked.other)]
    if None in sides:
        raise Http404
    form = DecideForm(request.POST if request.method == "POST" else None)
    state = request.POST.get("state", "")
    if form.is_bound and form.is_valid() and state in SamePerson.State.values:
        asked.state = request.POST.get("seen", "")[:10]
        try:
            decide(pair=asked, state=state, reason=form.cleaned_data["reason"], user=request.user, request=request)
        except NotDecided as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Saved."))
        return redirect("people:pair", pk)
    read_once(request=request, subject_type="sameperson", subject_key=pk)
    context = {"pair": asked, "form": form, "facts": _facts(asked.one, asked.other)}
    context["sides"] = [(side, _lines(side)) for side in sides if side]
    return page(request, "people/pair.html", context, status=422 if form.errors else 200)


def _sought(request: HttpRequest, form: FindForm, *, but: Collection[int] = ()) -> Person | None:
    """Whom a form asks for; each search is logged, whoever it found."""
    found = found_by(request.user, form.cleaned_data["marks"], but=but)
    key = str(found.shown.key) if found else "-"
    record(action="person_sought", subject_type="resident", subject_key=key, request=request)
    return found


def _person_or_404(request: HttpRequest, key: uuid.UUID) -> Person:
    resident = get_object_or_404(Resident, key=key)
    found = person_of(request.user, resident.pk)
    if found is None:
        raise Http404
    return found


def _lines(person: Person) -> list[dict[str, Any]]:
    """What there is, matters before entries: what it is, where it is kept, and its page."""
    found: list[dict[str, Any]] = [
        {
            "url": f"/desk/cases/{case.number}/",
            "what": case.title,
            "of": case.workflow.label,
            "office": case.office,
            "day": case.opened_at,
            "case": case,
        }
        for case in person.cases
    ]
    for entry in person.records:
        register = find_register(entry.register)
        if register is None:
            continue
        at = reverse("registers:record", args=[slug(entry.office), register.key, entry.pk])
        line = {"url": at, "what": entry.title, "of": register.singular, "office": entry.office}
        found.append({**line, "day": entry.entered_at, "entry": entry})
    return found


def _facts(one: Resident, other: Resident) -> list[tuple[str, str, str, bool | None]]:
    """What is known of two rows, masked, and whether it is the same: None where one of the two does not say."""

    def line(label: str, shown: str, mark: str) -> tuple[str, str, str, bool | None]:
        marks = (getattr(one, mark), getattr(other, mark))
        same = marks[0] == marks[1] if all(marks) else None
        return label, getattr(one, shown), getattr(other, shown), same

    return [
        line(_("Name"), "masked_name", "name_digest"),
        line(_("Phone"), "masked_phone", "phone_digest"),
        line(_("Identity paper"), "masked_id", "id_digest"),
        line(_("Address"), "masked_address", "address_sealed"),
        line(_("Neighbourhood"), "neighbourhood", "neighbourhood_id"),
    ]
