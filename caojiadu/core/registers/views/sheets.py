"""Sheets: a list taken out with a reason, and one sent in, looked at and brought in."""

import uuid
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.factor import again_required
from caojiadu.core.desk.views.common import page
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers import incoming, sheets
from caojiadu.core.registers.access import may_enter, register_or_404
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.models import SheetIn
from caojiadu.core.sheets.tables import Unreadable
from caojiadu.core.sheets.writing import as_download


@never_cache
@staff_required
@again_required
def export(request: HttpRequest, office: str, key: str) -> HttpResponseBase:
    """The list as it is narrowed, as a workbook or CSV; persons stay masked, and the reason is kept."""
    register, whose = register_or_404(request, office, key)
    form = sheets.ExportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return sheets.export(register, request, whose, **form.cleaned_data)
        except sheets.TooMany as error:
            form.add_error(None, str(error))
    context = {"register": register, "slug": office, "form": form, "query": request.GET.urlencode()}
    return page(request, "registers/export.html", context, status=422 if form.errors else 200)


@never_cache
@staff_required
def send_in(request: HttpRequest, office: str, key: str) -> HttpResponse:
    """Send a sheet in. Nothing is entered before somebody has looked at what was read."""
    register, _whose = register_or_404(request, office, key)
    if not may_enter(request.user, register):
        raise Http404
    posted = request.method == "POST"
    form = incoming.SheetForm(request.POST, request.FILES) if posted else incoming.SheetForm()
    if form.is_bound and form.is_valid():
        uploaded = form.cleaned_data["sheet"]
        try:
            sheet = incoming.take(register, Path(uploaded.temporary_file_path()), uploaded.name, signed_in(request))
        except Unreadable as error:
            form.add_error("sheet", str(error))
        else:
            return redirect("registers:sheet" if sheet.settled else "registers:columns", office, key, sheet.key)
    heads = [field.label for field in incoming.fields_of(register).values()]
    context = {"register": register, "slug": office, "form": form, "heads": heads}
    return page(request, "registers/send_in.html", context, status=422 if form.errors else 200)


@never_cache
@staff_required
def template(request: HttpRequest, office: str, key: str) -> HttpResponse:
    """A sheet to be filled in."""
    register, _whose = register_or_404(request, office, key)
    return as_download(sheets.blank(register), f"{register.label}.xlsx")


def _sheet_or_404(
    request: HttpRequest, office: str, key: str, sheet_key: uuid.UUID
) -> tuple[Register, Office, SheetIn]:
    register, whose = register_or_404(request, office, key)
    if not may_enter(request.user, register):
        raise Http404
    found = get_object_or_404(SheetIn.objects.select_related("sent_by"), key=sheet_key, register=register.key)
    return register, whose, found


@never_cache
@staff_required
def columns(request: HttpRequest, office: str, key: str, sheet_key: uuid.UUID) -> HttpResponse:
    """Which column is what: proposed, confirmed by whoever sent the sheet, and kept for the next one."""
    register, _whose, found = _sheet_or_404(request, office, key, sheet_key)
    if found.done_at is not None:
        return redirect("registers:sheet", office, key, sheet_key)
    form = incoming.ColumnsForm(register, found, *([request.POST] if request.method == "POST" else []))
    if form.is_bound and form.is_valid():
        incoming.settle(register, found, form.columns(found))
        return redirect("registers:sheet", office, key, sheet_key)
    context = {"register": register, "slug": office, "sheet": found, "form": form}
    return page(request, "registers/columns.html", context, status=422 if form.errors else 200)


@never_cache
@staff_required
def sheet(request: HttpRequest, office: str, key: str, sheet_key: uuid.UUID) -> HttpResponse:
    """What was read: good rows, and bad ones with reasons; bring them in, or drop the sheet."""
    register, whose, found = _sheet_or_404(request, office, key, sheet_key)
    if request.method == "POST" and "drop" in request.POST and found.done_at is None:
        found.delete()
        messages.success(request, _("Dropped. Nothing was brought in."))
        return redirect("registers:list", office, key)
    if not found.settled:
        return redirect("registers:columns", office, key, sheet_key)
    if request.method == "POST" and SheetIn.objects.filter(pk=found.pk, done_at=None).update(done_at=timezone.now()):
        incoming.bring_in(register, found, signed_in(request), whose)
        return redirect("registers:sheet", office, key, sheet_key)
    heads, rows = incoming.preview(register, found)
    context = {
        "register": register,
        "slug": office,
        "sheet": found,
        "heads": heads,
        "rows": rows,
        "bad": found.bad[:200],
    }
    return page(request, "registers/sheet.html", context)
