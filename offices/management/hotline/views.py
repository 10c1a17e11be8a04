"""The list of 12345 orders, and entering one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page
from caojiadu.core.keyset import capped_count
from offices.management.hotline import figures, lists
from offices.management.hotline.entry import ListForm, OrderForm
from offices.management.hotline.opening import take_order
from offices.management.models import RateRule


def centre_only(request: HttpRequest) -> None:
    """For whoever does not run the 12345 desk, its pages do not exist."""
    if not request.user.has_perm("office_management.handle_hotlineorder"):
        raise Http404


@staff_required
def orders(request: HttpRequest) -> HttpResponse:
    """A list of orders, or those behind a figure, narrowed by class, office and days."""
    if not lists.may_look(request.user):
        raise Http404
    form, mine = ListForm(request.GET), lists.orders_of(request.user)
    rate, part = request.GET.get("rate", ""), request.GET.get("part", "all")
    behind = _figure(rate, part) if rate else None
    chosen = None if behind else lists.find_list(request.user, request.GET.get("list", ""))
    found = figures.behind(mine, rate, part) if behind else mine.filter(chosen.holds())  # type: ignore[union-attr]
    newest = bool(behind) or chosen.key not in _BY_LIMIT  # type: ignore[union-attr]
    rows = page_of(form.narrow(found).with_names(), request, newest_first=newest)
    context = {
        "lists": [{"key": one.key, "label": one.label, "count": _count(one, mine)} for one in _lists(request.user)],
        "chosen": chosen,
        "behind": behind,
        "form": form,
        "page": rows,
        "runs_desk": request.user.has_perm("office_management.handle_hotlineorder"),
        "kept": {name: request.GET[name] for name in ("list", "rate", "part") if request.GET.get(name)},
    }
    return page(request, "offices/management/orders.html", context)


_BY_LIMIT = {"dispatch", "returns", "extensions", "check", "open", "late"}


def _lists(user: Any) -> list[lists.OrderList]:
    return lists.lists_for(user)


def _count(one: lists.OrderList, mine: Any) -> str | None:
    """How many there are; of everything nobody reads the number."""
    return None if one.key == "all" else capped_count(mine.filter(one.holds()))


def _figure(rate: str, part: str) -> dict[str, str]:
    """What a list behind a figure is called."""
    if rate not in RateRule.Rate.values or part not in ("hit", "missed", "all"):
        raise Http404
    said = {"hit": _("counted"), "missed": _("not counted"), "all": _("all it is taken of")}
    return {"rate": str(RateRule.Rate(rate).label), "part": said[part]}


@never_cache
@sensitive_post_parameters()
@staff_required
def new_order(request: HttpRequest) -> HttpResponse:
    """Enter one order."""
    centre_only(request)
    form = OrderForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        case = take_order(form.order(), actor=Actor.staff(request.user))
        messages.success(request, _("Entered as %(number)s.") % {"number": case.number})
        return redirect("desk:case", case.number)
    return page(request, "offices/management/new_order.html", {"form": form})
