"""The figures of 12345 work: first contact, closing and reply in time, solution, satisfaction."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.figures import count_again, figures_of
from caojiadu.core.cases.forms import pick_from
from caojiadu.core.desk.views.common import page
from caojiadu.core.organisation.models import Office
from caojiadu.core.sheets.writing import as_download, workbook
from offices.management.hotline import lists
from offices.management.hotline.entry import PeriodForm
from offices.management.hotline.figures import Figure, Measure, measures, table

KIND = "orders"


def _form(request: HttpRequest) -> PeriodForm:
    """The period asked for; a head chooses among the own offices only."""
    user = signed_in(request)
    if not lists.may_see_figures(user):
        raise Http404
    form = PeriodForm(request.GET)
    if not (user.has_role("leader") or lists.in_centre(user)):
        pick_from(form, "office", Office.objects.filter(pk__in=lists.posts_in_offices(user)))
    return form


@never_cache
@staff_required
def order_figures(request: HttpRequest) -> HttpResponse:
    """Each figure opens exactly the orders it is made of. A POST has a long period counted again."""
    form = _form(request)
    period, narrowed = form.period, form.narrowed
    if request.method == "POST":
        count_again(KIND, request.user, period.first, period.last, narrowed)
        return redirect(request.get_full_path())
    counted = figures_of(KIND, request.user, period.first, period.last, narrowed)
    found = measures(counted.counts)
    rows = table(found)
    asked = {"first": period.first, "last": period.last} | narrowed
    context = {
        "form": form,
        "period": period,
        "found": counted,
        "cards": [_card(one, asked) for one in found],
        "tables": [
            (_("By office"), _linked(rows["offices"], found, asked, "office")),
            (_("By class"), _linked(rows["classes"], found, asked, "order_class")),
        ],
        "follow_up": _follow_up(request.user, asked),
        "file_url": f"{reverse('office_management:order_figures_file')}?{urlencode(asked)}",
        "measures": found,
    }
    return page(request, "offices/management/figures.html", context)


@staff_required
def figures_file(request: HttpRequest) -> HttpResponse:
    """The same figures as a workbook; while they are counted, the page that says how far."""
    form = _form(request)
    period = form.period
    counted = figures_of(KIND, request.user, period.first, period.last, form.narrowed)
    if not counted.ready:
        return redirect(f"{reverse('office_management:order_figures')}?{request.GET.urlencode()}")
    found = measures(counted.counts)
    rows = table(found)
    heads = ["", *(f"{one.label} {part}" for one in found for part in (_("counted"), _("taken of"), "%"))]
    lines = [(_("In all"), [one.total for one in found])]
    lines += [(name, cells) for group in ("offices", "classes") for _key, name, cells in rows[group]]
    content = workbook("12345", heads, ([name, *_cells(figures)] for name, figures in lines))
    record(action="export", subject_type="order_figures", subject_key=str(period), request=request)
    return as_download(content, f"12345-{period.first}-{period.last}.xlsx")


def _cells(found: list[Figure]) -> list[Any]:
    return [cell for one in found for cell in (one.hit, one.base, one.percent)]


def _behind(rate: str, part: str, asked: dict[str, Any]) -> str:
    return f"{reverse('office_management:orders')}?{urlencode({'rate': rate, 'part': part, **asked})}"


def _card(one: Measure, asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": one.label,
        "base": one.base_label,
        "figure": one.total,
        "urls": {part: _behind(one.rate, part, asked) for part in ("hit", "missed", "all")},
    }


def _linked(rows: Any, found: list[Measure], asked: dict[str, Any], name: str) -> list[Any]:
    return [
        (
            label,
            [
                (one.label, figure, _behind(one.rate, "missed", {**asked, name: key}))
                for one, figure in zip(found, figures, strict=True)
            ],
        )
        for key, label, figures in rows
    ]


def _follow_up(user: Visitor, asked: dict[str, Any]) -> list[tuple[str, str]]:
    """The lists of what is to be followed up, in the same period."""
    keys = ("dissatisfied", "unsolved", "not_contacted", "returned")
    known = {one.key: one.label for one in lists.LISTS}
    base = reverse("office_management:orders")
    return [(str(known[key]), f"{base}?{urlencode({'list': key, **asked})}") for key in keys]
