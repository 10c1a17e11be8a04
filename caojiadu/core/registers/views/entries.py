"""One entry: entering, looking, correcting, ending, and its public page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.audit.trail import read_once, record
from caojiadu.core.cases.errors import MoveError, Refused
from caojiadu.core.desk import hooks
from caojiadu.core.desk.views.common import page, version_seen
from caojiadu.core.registers import verbs
from caojiadu.core.registers.access import (
    is_moment,
    may_change,
    may_enter,
    may_see,
    record_or_404,
    register_or_404,
    slug_of,
)
from caojiadu.core.registers.dates import all_dates
from caojiadu.core.registers.declaration import Register, find
from caojiadu.core.registers.forms import EndForm, EntryForm, OfEntry, ReasonForm, all_offers, end_form_for, form_for
from caojiadu.core.registers.history import life_of
from caojiadu.core.registers.lists import cells
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.providers import children_of, slug
from caojiadu.core.types import NamedRow

MOMENTS = ("starts_at", "ends_at")  # what a timetable's link fills in


@staff_required
def new(request: HttpRequest, office: str, key: str) -> HttpResponse:
    """Enter something. Whatever is refused comes back with everything typed."""
    register, whose = register_or_404(request, office, key, asking=True)
    if not may_enter(request.user, register):
        raise Http404
    form = form_for(register)(request.POST if request.method == "POST" else None, instance=register.model_class())
    if not form.is_bound:
        form.initial = {**form.initial, **_linked(register, request)}
    elif form.is_valid():
        try:
            with transaction.atomic():
                resident = form.resident()
                row = verbs.enter(register, form.values, user=request.user, office=whose, resident=resident)
        except MoveError as refused:
            _say(form, refused, request.user)
        else:
            return _entered(request, register, office, row)
    context = {"register": register, "slug": office, "form": form, "offered": all_offers(form, request.user)}
    context["back"] = _back(signed_in(request), register, office)
    return page(request, "registers/form.html", context, status=422 if form.errors else 200)


def _say(form: EntryForm, refused: MoveError, user: Visitor) -> None:
    """Say what was refused beside its field, with the way to the entry that stands in the way where it may be read."""
    name: str = getattr(refused, "beside", "")
    other: Any = getattr(refused, "see", None)
    known = name in form.fields
    form.add_error(name if known else None, str(refused))
    register = find(other.register) if other else None
    if known and register and may_see(user, register):
        address = reverse("registers:record", args=[slug(other.office), register.key, other.pk])
        form[name].help_text = format_html('<a href="{}">#{} {}</a>', address, other.pk, other.title)


def _back(user: User, register: Register, office: str) -> str:
    """Where somebody came from: the list, or what any office may ask for."""
    if may_see(user, register):
        return reverse("registers:list", args=[office, register.key])
    return reverse("registers:requests", args=[slug_of(user)])


def _entered(request: HttpRequest, register: Register, office: str, row: NamedRow) -> HttpResponse:
    if register.is_matter:
        messages.success(request, _("Entered as %(number)s.") % {"number": row.number})
        return redirect("desk:case", row.number)
    messages.success(request, _("Entered."))
    return redirect("registers:record", office, register.key, row.pk)


@staff_required
def entry(request: HttpRequest, office: str, key: str, pk: int) -> HttpResponse:
    """Everything about one entry. Each view is logged."""
    register, _office = register_or_404(request, office, key)
    row = record_or_404(request, register, pk)
    _note_read(request, row)
    context = {
        "register": register,
        "slug": office,
        "row": row,
        "short": register.is_short(row),
        "facts": cells(register, row, register.facts),
        "today": timezone.localdate(),
        "dates": all_dates(register, row) if row.is_current else [],
        "life": life_of(register, row, request.GET.get("before", "")),
        "children": children_of(register, row, request.user),
        "may_change": may_change(request.user, register),
        "person_page": next(filter(None, hooks.page_of_person(row, request.user)), ""),
        "may_review": row.proposed_by_id not in (None, request.user.pk),
    }
    return page(request, "registers/entry.html", context)


@staff_required
def edit(request: HttpRequest, office: str, key: str, pk: int) -> HttpResponse:
    """Correct an entry; two who correct at once do not overwrite each other."""
    register, row = _to_change(request, office, key, pk)
    form = form_for(register)(request.POST if request.method == "POST" else None, instance=row)
    refusal = ""
    if form.is_bound and form.is_valid():
        try:
            public = bool(row.published_at)
            with transaction.atomic():
                seen = version_seen(request)
                now = verbs.change(register, row, form.values, user=request.user, seen=seen, words=form.words)
                form.done(request.user)
        except Refused as refused:
            if refused.beside:
                _say(form, refused, request.user)
            else:
                refusal = str(refused)
        else:
            messages.success(request, _("Saved."))
            if public and not now.published_at:
                messages.warning(request, _("What the public read has changed: propose it again, so it is reviewed."))
            return redirect("registers:record", office, key, pk)
    _note_read(request, row)
    context = {"register": register, "slug": office, "form": form, "row": row, "refusal": refusal}
    context["offered"] = all_offers(form, request.user)
    return page(request, "registers/form.html", context, status=409 if refusal else 422 if form.errors else 200)


@staff_required
def end(request: HttpRequest, office: str, key: str, pk: int) -> HttpResponse:
    """Say since when it no longer holds."""

    def act(register: Register, row: Record, form: EndForm) -> None:
        with transaction.atomic():
            verbs.end(register, row, on=form.cleaned_data["on"], reason=form.words, user=request.user)
            form.done(request.user)

    return _step(request, office, key, pk, end_form_for(find(key)), act, _("End this entry"))


@staff_required
def reopen(request: HttpRequest, office: str, key: str, pk: int) -> HttpResponse:
    """Undo an end."""
    return _with_reason(request, office, key, pk, verbs.reopen, _("Take up again"))


@staff_required
def withdraw(request: HttpRequest, office: str, key: str, pk: int) -> HttpResponse:
    """Take it from the public page."""
    return _with_reason(request, office, key, pk, verbs.withdraw, _("Take from the public page"))


@staff_required
def propose(request: HttpRequest, office: str, key: str, pk: int) -> HttpResponse:
    """Propose it for the public page."""

    def act(register: Register, row: Record, _form: None) -> None:
        verbs.propose(register, row, user=signed_in(request))

    return _step(request, office, key, pk, None, act, _("Propose for the public page"))


@staff_required
def review(request: HttpRequest, office: str, key: str, pk: int) -> HttpResponse:
    """Agree after the secrecy review, or refuse with the reason."""

    def act(register: Register, row: Record, form: ReasonForm) -> None:
        agreed = "refuse" not in request.POST
        verbs.publish(register, row, agreed=agreed, reason=form.cleaned_data["reason"], user=request.user)

    return _step(request, office, key, pk, ReasonForm, act, _("Review and publish"))


@staff_required
def person(request: HttpRequest, office: str, key: str, pk: int) -> HttpResponse:
    """Name, phone and paper of the resident of an entry: a reason first, then one look, logged."""
    register, row = _to_change(request, office, key, pk)
    if row.resident is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    shown = form.is_bound and form.is_valid()
    if shown:
        record(
            action="reveal",
            subject_type="record",
            subject_key=row.pk,
            office_id=row.office_id,
            reason=form.cleaned_data["reason"],
            request=request,
            data={"resident": str(row.resident.key)},
        )
    context = {"register": register, "slug": office, "row": row, "form": form, "shown": shown}
    response = page(request, "registers/person.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _with_reason(
    request: HttpRequest, office: str, key: str, pk: int, verb: Callable[..., Any], title: str
) -> HttpResponse:
    def act(register: Register, row: Record, form: ReasonForm) -> None:
        verb(register, row, reason=form.cleaned_data["reason"], user=request.user)

    return _step(request, office, key, pk, ReasonForm, act, title)


def _step(
    request: HttpRequest,
    office: str,
    key: str,
    pk: int,
    kind: type[OfEntry] | None,
    act: Callable[..., Any],
    title: str,
) -> HttpResponse:
    """A page that asks before something is done; what is refused comes back with everything typed."""
    register, row = _to_change(request, office, key, pk)
    form = kind(request.POST if request.method == "POST" else None, instance=row) if kind else None
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act(register, row, form)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": title})
            return redirect("registers:record", office, key, pk)
    context = {"register": register, "slug": office, "row": row, "form": form, "title": title, "refusal": refusal}
    context["reviewing"] = kind is ReasonForm and row.proposed_by_id is not None
    bad = form is not None and form.errors
    return page(request, "registers/step.html", context, status=409 if refusal else 422 if bad else 200)


def _to_change(request: HttpRequest, office: str, key: str, pk: int) -> tuple[Register, Record]:
    register, _office = register_or_404(request, office, key)
    if not may_change(request.user, register):
        raise Http404
    return register, record_or_404(request, register, pk)


def _note_read(request: HttpRequest, row: NamedRow) -> None:
    read_once(request=request, subject_type="record", subject_key=row.pk, office_id=row.office_id)


def _linked(register: Register, request: HttpRequest) -> dict[str, Any]:
    """What the link says that brought somebody: the entry they came from, a choice, the time that is free."""
    given = {name: request.GET[name][:20] for name in register.fields if name in request.GET}
    fields = {name: register.model_class._meta.get_field(name) for name in given}
    keys: dict[str, Any] = {
        name: int(typed) for name, typed in given.items() if fields[name].is_relation and typed.isdecimal()
    }
    keys |= {name: typed for name, typed in given.items() if typed in dict(fields[name].choices or ())}
    return keys | {name: typed for name, typed in given.items() if name in MOMENTS and is_moment(typed)}
