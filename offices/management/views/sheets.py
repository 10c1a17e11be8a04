"""Sheets of 12345: sent in, looked at, brought in; replies exported and confirmed."""

import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page
from caojiadu.core.sheets.tables import Unreadable
from caojiadu.core.sheets.writing import as_download, workbook
from offices.management.hotline.entry import ExportForm, SheetForm
from offices.management.hotline.lists import orders_of
from offices.management.hotline.sheets import incoming, outgoing
from offices.management.hotline.sheets.words import column_label
from offices.management.models import OrderSheet
from offices.management.views.orders import centre_only


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


@never_cache
@staff_required
def not_there(request: HttpRequest) -> HttpResponse:
    """Replies that are not in 12345 yet; ticked ones are."""
    centre_only(request)
    mine = orders_of(request.user)
    if request.method == "POST":
        ticked = [int(key) for key in request.POST.getlist("order")[:500] if key.isdecimal() and len(key) < 18]
        done = outgoing.confirm(mine.filter(pk__in=ticked), user=request.user, how="ticked", request=request)
        _say_done(request, done)
        return redirect("office_management:not_there")
    rows = page_of(outgoing.not_there(mine).with_names(), request, newest_first=True)
    return page(request, "offices/management/not_there.html", {"page": rows})


@never_cache
@staff_required
def export_replies(request: HttpRequest) -> HttpResponse:
    """The replies as a workbook with the columns to type into 12345."""
    centre_only(request)
    mine = orders_of(request.user)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        wanted = mine.filter(exported_at=None) if form.cleaned_data["which"] == "new" else mine
        reason = form.cleaned_data["reason"]
        content = outgoing.export(wanted, user=request.user, reason=reason, request=request)
        return as_download(content, f"12345-{timezone.localtime():%Y%m%d-%H%M}.xlsx")
    waiting = outgoing.not_there(mine)
    context = {"form": form, "all": waiting.count(), "new": waiting.filter(exported_at=None).count()}
    return page(request, "offices/management/export_replies.html", context)


@never_cache
@staff_required
def confirm_sheet(request: HttpRequest) -> HttpResponse:
    """Send in a sheet of numbers that are in 12345 now."""
    centre_only(request)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    outcome: dict[str, Any] | None = None
    if form.is_bound and form.is_valid():
        uploaded = form.cleaned_data["sheet"]
        try:
            outcome = outgoing.confirm_sheet(
                _path(uploaded), name=uploaded.name, orders=orders_of(request.user), user=request.user, request=request
            )
        except Unreadable as error:
            form.add_error("sheet", str(error))
    return page(request, "offices/management/confirm_sheet.html", {"form": form, "outcome": outcome})


def _say_done(request: HttpRequest, done: int) -> None:
    said = ngettext("%(n)d order is in 12345 now.", "%(n)d orders are in 12345 now.", done) % {"n": done}
    if done:
        messages.success(request, said)
    else:
        messages.warning(request, _("Nothing was ticked that is not there yet."))


def _path(uploaded: Any) -> Path:
    return Path(uploaded.temporary_file_path())
