"""Urgent reports: the list, and the short form without a letter."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.models import Case
from caojiadu.core.desk.views.common import page
from caojiadu.core.keyset import page_after
from petitions.forms.urgent import NewFlashForm
from petitions.models import FlashReport
from petitions.oversight.urgent import report_flash


def _may(request: HttpRequest) -> None:
    if not request.user.has_perm("petitions.handle_flash"):
        raise Http404


@never_cache
@staff_required
def reports(request: HttpRequest) -> HttpResponse:
    """Every urgent report that the person may open, newest first."""
    _may(request)
    rows = FlashReport.objects.filter(pk__in=Case.objects.visible_to(request.user).values("pk"))
    mark = request.GET.get("after", "")
    found, following = page_after(rows, mark, columns=("opened_at", "id"), newest_first=True)
    context: dict[str, Any] = {
        "rows": found,
        "first_url": "?" if mark else "",
        "next_url": f"?{urlencode({'after': following})}" if following else "",
    }
    return page(request, "petitions/desk/urgent/list.html", context)


@never_cache
@staff_required
def new(request: HttpRequest) -> HttpResponse:
    """The short form; sent twice it is one report."""
    _may(request)
    form = NewFlashForm(request.POST if request.method == "POST" else None, user=request.user)
    if not (form.is_bound and form.is_valid()):
        return page(request, "petitions/desk/urgent/new.html", {"form": form}, status=422 if form.is_bound else 200)
    key = form.cleaned_data.pop("key", None)
    report = FlashReport.objects.filter(key=key, opened_by=request.user).first() if key else None
    if report is None:
        more = {"key": key} if key and not FlashReport.objects.filter(key=key).exists() else {}
        report = report_flash(actor=Actor.staff(request.user), data=form.cleaned_data, **more)
    messages.success(
        request, _("Reported as %(number)s. Leaders and the district are told.") % {"number": report.number}
    )
    return redirect("desk:case", report.number)
