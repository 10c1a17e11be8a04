"""Pages of the office beside its registers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.desk.views.common import page
from offices.human_resources.forecast import forecast, groups_of
from offices.human_resources.retirement import DECISION


@staff_required
def retirement(request: HttpRequest) -> HttpResponse:
    """The retirement forecast: a chart, and a table whose figures open the lists that they count."""
    groups = groups_of(request.user)
    if not groups:
        raise Http404
    lines = forecast(request.user, timezone.localdate())
    context = {
        "groups": groups,
        "lines": lines,
        "chart": [line for line in lines if line.is_year],
        "totals": [sum(line.figures[place].count for line in lines) for place in range(len(groups))],
        "people": sum(line.total for line in lines),
        "source": DECISION,
    }
    return page(request, "offices/human_resources/retirement.html", context)
