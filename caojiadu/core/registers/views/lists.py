"""An office's page with all its registers, and the list of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import read_once
from caojiadu.core.desk.views.common import page
from caojiadu.core.keyset import capped_counts
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers import hooks
from caojiadu.core.registers.access import (
    counted_of,
    heads,
    may_enter,
    may_see,
    office_or_404,
    register_or_404,
    works_in,
)
from caojiadu.core.registers.declaration import Register, registers_of
from caojiadu.core.registers.lists import cells, in_tab, late_or_soon, listing, tabs_of
from caojiadu.core.registers.patterns.booking import Booking


@staff_required
def home(request: HttpRequest, office: str) -> HttpResponse:
    """What an office keeps, function by function, with what is due."""
    found = office_or_404(office)
    functions = {one.code: one for one in found.functions.all()}
    working = works_in(signed_in(request), found)
    mine = [one for one in registers_of(set(functions)) if may_see(request.user, one)] if working else []
    if not mine:
        raise Http404
    groups: dict[str, list[dict[str, Any]]] = {}
    for one, line in zip(mine, _summaries(request.user, mine, found), strict=True):
        groups.setdefault(f"{found.code}0" if one.everywhere else one.function, []).append(line)
    context = {
        "office": found,
        "slug": office,
        "pages": [link for links in hooks.office_pages(found, request.user) for link in links],
        "groups": [(functions[code], lines) for code, lines in groups.items()],
    }
    return page(request, "registers/home.html", context)


def _summaries(user: Visitor, registers: list[Register], office: Office) -> list[dict[str, Any]]:
    """How much each register holds and how much of it is due: all counted in one statement."""
    counted: list[Any] = []
    for one in registers:
        rows: Any = counted_of(user, one, office)
        counted += [in_tab(rows, tabs_of(one)[0].key), rows.overdue() if one.is_matter else late_or_soon(rows)]
    counts = iter(capped_counts(counted))
    return [
        {"register": one, "count": next(counts), "due": next(counts), "may_enter": may_enter(user, one)}
        for one in registers
    ]


@staff_required
def register_list(request: HttpRequest, office: str, key: str) -> HttpResponse:
    """One list of a register, narrowed and page by page. Looking at a sensitive one is logged."""
    register, home_office = register_or_404(request, office, key)
    if register.sensitive:
        read_once(request=request, subject_type="register", subject_key=register.key)
    found = listing(register, request, home_office)
    context = {
        "register": register,
        "slug": office,
        "tabs": tabs_of(register),
        "listing": found,
        "searching": found.filter.is_valid() and found.filter.form.cleaned_data["q"],
        "narrowed": sum(1 for name, value in request.GET.items() if value and name not in ("q", "tab", "after")),
        "rows": [
            {"row": row, "cells": cells(register, row, register.shown), "short": register.is_short(row)}
            for row in found.rows
        ],
        "may_enter": may_enter(request.user, register),
        "heads": heads(signed_in(request), register),
        "bookings": issubclass(register.model_class, Booking),
    }
    return page(request, "registers/list.html", context)
