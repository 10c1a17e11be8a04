"""Sheets for another system and from it."""

import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.factor import again_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.desk.views.common import page
from caojiadu.core.external_systems import exports
from caojiadu.core.external_systems import numbers as number_sheets
from caojiadu.core.external_systems.desks import EntryDesk
from caojiadu.core.external_systems.forms import ExportForm, NumberSheetForm
from caojiadu.core.external_systems.models import NumberSheet
from caojiadu.core.external_systems.views import desk_or_404
from caojiadu.core.keyset import capped_count
from caojiadu.core.sheets.tables import Unreadable
from caojiadu.core.sheets.writing import as_download, workbook

SHOWN = 200


@never_cache
@staff_required
@again_required
def export(request: HttpRequest, system: str) -> HttpResponse:
    """What has to be entered, as a file with the columns to type from."""
    desk = desk_or_404(request, system)
    form = ExportForm(request.POST if request.method == "POST" else None, personal=desk.personal)
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        kind = asked["kind"] or "xlsx"
        content = exports.export(
            desk,
            user=request.user,
            new=asked["which"] == "new",
            full=asked.get("full", False),
            kind=kind,
            reason=asked["reason"],
            request=request,
        )
        return as_download(content, f"{system}-{timezone.localtime():%Y%m%d-%H%M}.{kind}")
    counts = {name: capped_count(exports.waiting(desk, request.user, new=name == "new")) for name in ("new", "all")}
    return page(request, "external_systems/export.html", {"system": desk.system, "form": form, **counts})


@never_cache
@staff_required
def numbers(request: HttpRequest, system: str) -> HttpResponse:
    """Send in a sheet from there; what it would change is looked at on the next page."""
    desk = desk_or_404(request, system)
    form = NumberSheetForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if form.is_bound and form.is_valid():
        uploaded = form.cleaned_data["sheet"]
        try:
            sheet = number_sheets.read(
                Path(uploaded.temporary_file_path()),
                name=uploaded.name,
                desk=desk,
                all_entered=form.cleaned_data["says"] == "entered",
                user=request.user,
            )
        except Unreadable as error:
            form.add_error("sheet", str(error))
        else:
            return redirect("external_systems:number_sheet", system, sheet.key)
    return page(request, "external_systems/numbers.html", {"system": desk.system, "desk": desk, "form": form})


@never_cache
@staff_required
def number_sheet(request: HttpRequest, system: str, key: uuid.UUID) -> HttpResponse:
    """What becomes of each row: looked at first, then taken, or dropped."""
    desk = desk_or_404(request, system)
    sheet = _own_sheet(request, desk, key)
    if request.method == "POST":
        if "drop" in request.POST and sheet.taken_at is None:
            sheet.delete()
            messages.success(request, _("Dropped. Nothing was taken."))
            return redirect("external_systems:numbers", system)
        try:
            number_sheets.take(sheet, user=request.user, request=request)
        except IntegrityError:
            messages.warning(
                request, _("Another matter was given one of these numbers a moment ago. Look at it again.")
            )
        return redirect("external_systems:number_sheet", system, sheet.key)
    rows = _rows(sheet, request.user)
    context = {
        "system": desk.system,
        "sheet": sheet,
        "rows": [dict(zip(("at", "ours", "there", "becomes", "reason"), row, strict=True)) for row in rows[:SHOWN]],
        "more": len(rows) > SHOWN,
        "counts": {**dict.fromkeys(("entered", "kept", "same", "bad"), 0), **Counter(row[3] for row in rows)},
    }
    return page(request, "external_systems/number_sheet.html", context)


@never_cache
@staff_required
def bad_rows(request: HttpRequest, system: str, key: uuid.UUID) -> HttpResponse:
    """The rows that cannot be used as a workbook, to be corrected beside the sheet."""
    sheet = _own_sheet(request, desk_or_404(request, system), key)
    heads = [_("Line"), _("Our number"), _("Number there"), _("What is wrong")]
    bad = [
        [at, ours, there, reason] for at, ours, there, becomes, reason in _rows(sheet, request.user) if becomes == "bad"
    ]
    return as_download(workbook("rows", heads, bad), f"{system}-rows.xlsx")


def _own_sheet(request: HttpRequest, desk: EntryDesk, key: uuid.UUID) -> NumberSheet:
    """A sheet is its sender's alone: what it says depends on what they may open."""
    sheet: NumberSheet = get_object_or_404(NumberSheet, key=key, system=desk.system.key, sent_by=request.user)
    return sheet


def _rows(sheet: NumberSheet, user: Visitor) -> list[list[Any]]:
    return sheet.outcome if sheet.taken_at else [row.plain() for row in number_sheets.weigh(sheet, user)]
