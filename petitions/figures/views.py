"""The figures of a period: on a page, as a spreadsheet, as a paper."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.figures import count_again, figures_of
from caojiadu.core.desk.views.common import page
from petitions.digests.pages import PeriodForm
from petitions.figures import counting, sheets

FORMS = {
    "xlsx": (sheets.spreadsheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (sheets.paper, "application/pdf"),
}


def presets(today: dt.date) -> list[dict[str, Any]]:
    """The periods that are asked for most."""
    first = today.replace(day=1)
    before = first - dt.timedelta(days=1)
    return [
        {"label": _("This month so far"), "since": first, "until": today},
        {"label": _("Last month"), "since": before.replace(day=1), "until": before},
        {"label": _("This year"), "since": dt.date(today.year, 1, 1), "until": dt.date(today.year, 12, 31)},
        {"label": _("Last year"), "since": dt.date(today.year - 1, 1, 1), "until": dt.date(today.year - 1, 12, 31)},
    ]


@never_cache
@staff_required
def figures(request: HttpRequest) -> HttpResponse:
    """What art. 41 lists, for a period; each figure opens its cases. `as=xlsx` or `as=pdf` hands it out; a
    POST has a long period counted again."""
    if not request.user.has_perm("petitions.read_figures"):
        raise Http404
    ways = presets(timezone.localdate())
    chosen = {name: request.GET[name] for name in ("since", "until") if name in request.GET}
    period = PeriodForm(chosen or {name: ways[2][name].isoformat() for name in ("since", "until")})
    if not period.is_valid():
        return page(request, "petitions/figures/figures.html", {"period": period, "presets": ways})
    days = period.cleaned_data
    if request.method == "POST":
        count_again("letters", request.user, days["since"], days["until"])
        return redirect(request.get_full_path())
    found = figures_of("letters", request.user, days["since"], days["until"])
    tables = counting.tables(request.user, days["since"], days["until"], found) if found.ready else []
    if found.ready and request.GET.get("as") in FORMS:
        return _hand_out(request, tables, days)
    context = {
        "period": period,
        "presets": ways,
        "found": found,
        "tables": tables,
        "heading": sheets.title_of(days["since"], days["until"]),
    }
    return page(request, "petitions/figures/figures.html", context | days)


def _hand_out(request: HttpRequest, found: Any, days: dict[str, dt.date]) -> HttpResponse:
    kind = request.GET["as"]
    make, content_type = FORMS[kind]
    name = f"{days['since']:%Y%m%d}-{days['until']:%Y%m%d}.{kind}"
    record(action="export", subject_type="figures", subject_key=name, request=request, data={"as": kind})
    response = HttpResponse(make(found, days["since"], days["until"]), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="figures-{name}"'
    return response
