"""Sheets of 12345: sent in, looked at, brought in."""

import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.desk.views.common import page
from caojiadu.core.external_systems.forms import SheetForm
from caojiadu.core.sheets.tables import Unreadable
from caojiadu.core.sheets.writing import as_download, workbook
from offices.management.hotline.sheets import incoming
from offices.management.hotline.sheets.words import column_label
from offices.management.hotline.views import centre_only
from offices.management.models import OrderSheet


@never_cache
@staff_required
def import_orders(request: HttpRequest) -> HttpResponse:
    """Send a sheet in; what was read is looked at on the next page before anything is taken."""
    centre_only(request)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if form.is_bound and form.is_valid():
        uploaded = form.cleaned_data["sheet"]
        try:
            sheet = incoming.read_sheet(_path(uploaded), name=uploaded.name, user=request.user)
        except Unreadable as error:
            form.add_error("sheet", str(error))
        else:
            return redirect("office_management:order_sheet", sheet.key)
    recent = OrderSheet.objects.defer("rows_sealed").select_related("sent_by")[:10]
    return page(request, "offices/management/import_orders.html", {"form": form, "recent": recent})


@never_cache
@staff_required
def order_sheet(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What was read: good rows, bad ones with reasons; bring them in, or drop the sheet."""
    centre_only(request)
    sheet = get_object_or_404(OrderSheet.objects.select_related("sent_by"), key=key)
    if request.method == "POST" and sheet.state == OrderSheet.State.READ:
        return _decide(request, sheet)
    rows = incoming.preview(sheet) if sheet.state == OrderSheet.State.READ else []
    context = {
        "sheet": sheet,
        "rows": rows,
        "bad": sheet.bad[:200],
        "at_once": sheet.usable <= incoming.AT_ONCE,
        "columns": [(head, column_label(name)) for name, head in sheet.columns],
    }
    return page(request, "offices/management/order_sheet.html", context)


def _decide(request: HttpRequest, sheet: OrderSheet) -> HttpResponse:
    if "drop" in request.POST:
        sheet.delete()
        messages.success(request, _("Dropped. Nothing was brought in."))
        return redirect("office_management:import_orders")
    mine = OrderSheet.objects.filter(pk=sheet.pk, state=OrderSheet.State.READ)
    small = sheet.usable <= incoming.AT_ONCE
    # Whoever presses twice finds it taken.
    if mine.update(state=OrderSheet.State.WAITING, claimed_at=timezone.now() if small else None) and small:
        sheet.refresh_from_db()
        incoming.bring_in(sheet)
    return redirect("office_management:order_sheet", sheet.key)


@never_cache
@staff_required
def bad_rows(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The bad rows as a workbook, to be corrected beside the sheet."""
    centre_only(request)
    sheet = get_object_or_404(OrderSheet, key=key)
    return as_download(workbook("rows", [_("Line"), _("Number"), _("What is wrong")], sheet.bad), "12345-rows.xlsx")


def _path(uploaded: Any) -> Path:
    return Path(uploaded.temporary_file_path())
