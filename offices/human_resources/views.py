"""Pages of the office beside its registers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.desk.views.common import page
from caojiadu.core.keyset import page_after
from offices.human_resources.headcount.forecast import forecast, groups_of
from offices.human_resources.retirement import MEASURES
from offices.human_resources.targets.hours import hours_of, trained_groups
from offices.human_resources.targets.models import TrainingTarget


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
        "source": MEASURES,
    }
    return page(request, "offices/human_resources/retirement.html", context)


@staff_required
def training(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """The training hours of one group in one year: what everybody was credited, and what is still owed."""
    groups = trained_groups(request.user)
    found = next(((group, register) for group, register in groups if register.key == key), None)
    if found is None or not 2000 <= year <= timezone.localdate().year:
        raise Http404
    group, register = found
    owed = TrainingTarget.owed(group, year)
    columns = ("title", "id")
    rows, mark = page_after(hours_of(request.user, register, year), request.GET.get("after", ""), columns=columns)
    context = {
        "groups": groups,
        "register": register,
        "year": year,
        "next_year": year + 1 if year < timezone.localdate().year else None,
        "owed": owed,
        "rows": [(row, max((owed or 0) - row.done, 0)) for row in rows],
        "next_mark": mark,
    }
    return page(request, "offices/human_resources/training.html", context)
