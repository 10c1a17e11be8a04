"""The figures of 12345 work: first contact, closing and reply in time, solution, satisfaction."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import record
from caojiadu.core.desk.views.common import page
from caojiadu.core.organisation.models import Office
from caojiadu.core.sheets.writing import as_download, workbook
from offices.management.hotline import lists
from offices.management.hotline.entry import PeriodForm
from offices.management.hotline.figures import Figure, Measure, measures, table


def _form(request: HttpRequest) -> PeriodForm:
    """The period asked for; a head chooses among the own offices only."""
    if not lists.may_see_figures(request.user):
        raise Http404
    form = PeriodForm(request.GET)
    if not (request.user.has_role("leader") or lists.in_centre(request.user)):
        form.fields["office"].queryset = Office.objects.filter(pk__in=lists.posts_in_offices(request.user))  # type: ignore[attr-defined]
    return form


@staff_required
def order_figures(request: HttpRequest) -> HttpResponse:
    """Each figure opens exactly the orders it is made of."""
    form = _form(request)
    found = measures(form.narrow(lists.orders_of(request.user)))
    rows = table(found)
    period = form.period
    asked = {"first": period.first, "last": period.last} | _asked(form)
    context = {
        "form": form,
        "period": period,
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
    """The same figures as a workbook."""
    form = _form(request)
    found = measures(form.narrow(lists.orders_of(request.user)))
    rows = table(found)
    heads = ["", *(f"{one.label} {part}" for one in found for part in (_("counted"), _("taken of"), "%"))]
    lines = [(_("In all"), [one.total for one in found])]
    lines += [(name, cells) for group in ("offices", "classes") for _key, name, cells in rows[group]]
    content = workbook("12345", heads, ([name, *_cells(figures)] for name, figures in lines))
    record(action="export", subject_type="order_figures", subject_key=str(form.period), request=request)
    return as_download(content, f"12345-{form.period.first}-{form.period.last}.xlsx")


def _cells(found: list[Figure]) -> list[Any]:
    return [cell for one in found for cell in (one.hit, one.base, one.percent)]


def _asked(form: PeriodForm) -> dict[str, Any]:
    """Office and class as the address has them."""
    data = form.cleaned_data if form.is_valid() else {}
    office, order_class = data.get("office"), data.get("order_class")
    return {name: value for name, value in (("office", office and office.pk), ("order_class", order_class)) if value}


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


def _follow_up(user: Any, asked: dict[str, Any]) -> list[tuple[str, str]]:
    """The lists of what is to be followed up, in the same period."""
    keys = ("dissatisfied", "unsolved", "not_contacted", "returned")
    known = {one.key: one.label for one in lists.LISTS}
    base = reverse("office_management:orders")
    return [(str(known[key]), f"{base}?{urlencode({'list': key, **asked})}") for key in keys]
