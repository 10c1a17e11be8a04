"""Pages of the office beside its registers: the lines of a payment roll, and its sheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import record
from caojiadu.core.desk.views.common import page
from caojiadu.core.keyset import page_after
from caojiadu.core.registers.access import may_see
from caojiadu.core.sheets.writing import as_download
from offices.service.assistance.models import PAYS
from offices.service.assistance.overpaid import reasons_of
from offices.service.assistance.register import HOUSEHOLDS
from offices.service.models import AidRoll
from offices.service.rolls.four_eyes import own_reasons
from offices.service.rolls.paying import SheetForm, may_read, sheet_of


@never_cache
@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def roll_lines(request: HttpRequest, number: str) -> HttpResponse:
    """Who is paid what, names masked; the sheet with names and numbers of papers goes out with a reason, logged."""
    roll = _roll_or_404(request, number)
    form = SheetForm(request.POST if request.method == "POST" else None)
    has_sheet = roll.state in PAYS  # what nobody approved is paid to nobody
    if has_sheet and form.is_bound and form.is_valid():
        record(
            action="export",
            subject_type="case",
            subject_key=roll.number,
            reason=form.cleaned_data["reason"],
            request=request,
            data={"rows": roll.households},
        )
        return as_download(sheet_of(roll), f"{roll.number}-{roll.month}.xlsx")
    lines, mark = page_after(
        roll.lines.select_related("household__resident"), request.GET.get("after", ""), columns=("id",)
    )
    keeps = may_see(request.user, HOUSEHOLDS)
    context = {"roll": roll, "lines": lines, "next_mark": mark, "form": form, "keeps": keeps}
    context["reasons"] = own_reasons(roll) + reasons_of(roll)
    status = 409 if form.is_bound and not has_sheet else 422 if form.errors else 200
    return page(request, "offices/service/roll.html", context | {"has_sheet": has_sheet}, status=status)


def _roll_or_404(request: HttpRequest, number: str) -> Any:
    roll = AidRoll.objects.visible_to(request.user).filter(number=number).first()
    if roll is None or not may_read(request.user):
        raise Http404
    return roll
