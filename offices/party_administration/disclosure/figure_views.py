"""Figures of a year that the office reports."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.desk.views.common import page
from offices.party_administration.disclosure.yearly import HANDLE, lines_of

FIRST = 2000


@staff_required
def disclosure_year(request: HttpRequest, year: int) -> HttpResponse:
    """Requests for information of one year, for the annual report."""
    this_year = timezone.localdate().year
    if not request.user.has_perm(HANDLE) or not FIRST <= year <= this_year:
        raise Http404
    context = {
        "year": year,
        "lines": lines_of(year),
        "year_before": year - 1 if year > FIRST else None,
        "year_after": year + 1 if year < this_year else None,
    }
    return page(request, "offices/party_administration/disclosure_year.html", context)
