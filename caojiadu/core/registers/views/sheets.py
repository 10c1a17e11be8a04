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
from caojiadu.core.desk.views.common import page
from caojiadu.core.registers import sheets
from caojiadu.core.registers.access import may_enter, register_or_404
from caojiadu.core.registers.models import SheetIn
from caojiadu.core.sheets.tables import Unreadable
from caojiadu.core.sheets.writing import as_download, workbook


@never_cache
@staff_required
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
    form = sheets.SheetForm(request.POST, request.FILES) if posted else sheets.SheetForm()
    if form.is_bound and form.is_valid():
        uploaded = form.cleaned_data["sheet"]
        try:
            sheet = sheets.read(register, Path(uploaded.temporary_file_path()), uploaded.name, signed_in(request))
        except Unreadable as error:
            form.add_error("sheet", str(error))
        else:
            return redirect("registers:sheet", office, key, sheet.key)
    context = {"register": register, "slug": office, "form": form, "heads": sheets.heads_of(register)}
    return page(request, "registers/send_in.html", context, status=422 if form.errors else 200)


@never_cache
@staff_required
def template(request: HttpRequest, office: str, key: str) -> HttpResponse:
    """An empty sheet with the right heads."""
    register, _whose = register_or_404(request, office, key)
    return as_download(workbook("1", sheets.heads_of(register), []), f"{register.key}.xlsx")


@never_cache
@staff_required
def sheet(request: HttpRequest, office: str, key: str, sheet_key: uuid.UUID) -> HttpResponse:
    """What was read: good rows, and bad ones with reasons; bring them in, or drop the sheet."""
    register, whose = register_or_404(request, office, key)
    if not may_enter(request.user, register):
        raise Http404
    found = get_object_or_404(SheetIn.objects.select_related("sent_by"), key=sheet_key, register=register.key)
    if request.method == "POST" and "drop" in request.POST and found.done_at is None:
        found.delete()
        messages.success(request, _("Dropped. Nothing was brought in."))
        return redirect("registers:list", office, key)
    if request.method == "POST" and SheetIn.objects.filter(pk=found.pk, done_at=None).update(done_at=timezone.now()):
        sheets.bring_in(register, found, signed_in(request), whose)
        return redirect("registers:sheet", office, key, sheet_key)
    context = {
        "register": register,
        "slug": office,
        "sheet": found,
        "heads": sheets.heads_of(register),
        "rows": sheets.preview(found) if found.done_at is None else [],
        "bad": found.bad[:200],
    }
    return page(request, "registers/sheet.html", context)
