"""The life service centre for residents: what is there, ordering it, following it, rating it, cancelling it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident, resident_required
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.errors import Invalid
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Relative
from caojiadu.core.community.relatives import first_of
from caojiadu.core.doors import Item, Items
from caojiadu.core.front import my_matters
from caojiadu.core.front.posting import posted_from
from caojiadu.core.front.templatetags.portal import day
from caojiadu.core.hooks import provide
from caojiadu.core.personal import Unusable
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.views.public import published_of
from offices.service.life import ordering
from offices.service.life.models import ServiceKind
from offices.service.life.order_form import OrderForm
from offices.service.models import LifeOrder, LifeProvider

PAGE = "life:order"
PER_ACCOUNT = (10, 24 * 3600)  # orders in a day
MOST = 200  # providers on the page
MOST_NEEDED = 20
FOLDER = "offices/service/life"


def _providers() -> Any:
    """The providers that anybody may read of."""
    register = find("life-providers")
    assert register is not None
    return published_of(register).order_by("title", "pk")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every kind of service with whoever provides it, and what it costs."""
    rows = list(_providers()[:MOST])
    kinds = [(kind, [row for row in rows if row.kind == kind]) for kind in ServiceKind]
    mine = ordering.orders_of(request.user).filter(closed_at=None).order_by("-opened_at")[:MOST_NEEDED]
    context = {"kinds": kinds, "mine": mine, "outside": not request.user.is_authenticated or is_resident(request.user)}
    return render(request, f"{FOLDER}_home.html", context)


@never_cache
@sensitive_post_parameters("name", "served", "place", "details")
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An order of one kind, or of one provider; a good one leads to its page."""
    provider = _provider(request.GET.get("provider", ""))
    kind = provider.kind if provider else request.GET.get("kind", "")
    if kind not in ServiceKind.values:
        return redirect("life:home")
    form = OrderForm(request.POST or None)
    context = {"form": form, "provider": provider, "kind": ServiceKind(kind).label}
    if request.method != "POST":
        return render(request, f"{FOLDER}_new.html", context)
    status = 422
    if form.is_valid():
        limit, seconds = PER_ACCOUNT
        if throttle.hit(scope="life", key=request.user.pk, limit=limit, seconds=seconds):
            made = _made(request, form, kind, provider)
            if made is not None:
                return redirect(PAGE, made.number)
        else:
            form.add_error(None, _("Very many orders came from you today. Please send this one tomorrow."))
            status = 429
    return render(request, f"{FOLDER}_new.html", context, status=status)


def _made(request: HttpRequest, form: OrderForm, kind: str, provider: Any) -> Any:
    """The order; None where something is wrong, said in the form."""
    try:
        name = form.cleaned_data["name"]
        made = ordering.order(user=request.user, name=name, values=form.values(kind, provider))
    except Unusable as error:
        form.add_error("name", str(error))
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None, message)
    else:
        messages.success(request, _("Your order has arrived. Its number: %(number)s") % {"number": made.number})
        return made
    return None


@never_cache
@resident_required
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """An order as whoever made it sees it; whoever acts for them rates nothing."""
    found, relative = _own(request, number)
    return _page(request, found, may_rate=relative is None)


@never_cache
@resident_required
@posted_from("life:order", "number")
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Stars, and words if one likes, of whoever ordered."""
    found, relative = _own(request, number)
    if relative is not None:
        raise Http404
    try:
        return my_matters.take_step(request, found, "rate", _("Thank you for your rating."), to=PAGE)
    except Invalid as error:
        return _page(request, found, error.form, status=422)


@never_cache
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Asked once more, then cancelled; once a provider has it, the centre is rung."""
    found, relative = _own(request, number)
    return my_matters.take_back(
        request,
        found,
        "give_up",
        to=PAGE,
        may=found.state == "lifeorder_asked",
        done=_("The order is cancelled."),
        relative=relative,
        question=_("Cancel this order?"),
        then=_("Nobody comes then. You can order again at any time."),
        yes=_("Yes, cancel it"),
        no=_("No, keep it"),
    )


def _page(
    request: HttpRequest, found: LifeOrder, form: Any = None, status: int = 200, *, may_rate: bool = True
) -> HttpResponse:
    asked, life = may_rate and found.state == "lifeorder_served", my_matters.life_of(request, found)
    context = {
        "found": found,
        "form": form or (ordering.StarsForm(case=found, actor=Actor.resident(request.user)) if asked else None),
        "may_cancel": found.state == "lifeorder_asked",
        **life,
        "late": my_matters.still_late(life, "pass", found.wanted_on),
    }
    return render(request, f"{FOLDER}_order.html", context, status=status)


def _provider(typed: str) -> LifeProvider | None:
    return _providers().filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 18 else None


def _own(request: HttpRequest, number: str) -> tuple[LifeOrder, Relative | None]:
    """An order of this account, or of somebody for whom it acts; for everybody else there is none."""
    case, relative = first_of(ordering.orders_of, request.user, own_first=True, number=number[:20])
    if case is None:
        raise Http404
    return LifeOrder.objects.select_related("office", "resident", "provider").get(pk=case.pk), relative


@provide("my_items")
def my_orders(user: User, mark: str) -> Items:
    """A page of the orders of an account, the newest first."""
    return my_matters.page_of(ordering.orders_of(user), mark, _item, times=_days_of)


@provide("items_of_relative")
def orders_of_relative(user: User, relative: Relative, mark: str) -> Items:
    """The same of somebody for whom the account acts: they rate it themselves."""
    return my_matters.page_of(
        ordering.orders_of(user, relative), mark, lambda case: my_matters.line_of(case, PAGE), times=_days_of
    )


@provide("my_needs")
def orders_to_rate(user: User) -> list[Item]:
    """The newest orders that were served and wait for a rating."""
    rows = ordering.orders_of(user).filter(state="lifeorder_served").order_by("-opened_at", "-pk")
    return [_item(case) for case in rows[:MOST_NEEDED]]


@provide("residents_of_account")
def who_ordered(user: Visitor) -> set[int]:
    """As whom an account orders."""
    return {key for key in ordering.orders_of(user).values_list("resident_id", flat=True) if key}


def _days_of(cases: list[Any]) -> dict[int, str]:
    """On which day, and when in it, somebody comes whose order is not served yet."""
    rows = LifeOrder.objects.filter(pk__in=[case.pk for case in cases], closed_at=None, served_on=None)
    return {row.pk: f"{day(row.promised_on or row.wanted_on)} {row.get_hours_display()}".strip() for row in rows}


def _item(case: Case) -> Item:
    needs = _("Please rate the service") if case.state == "lifeorder_served" else ""
    return my_matters.line_of(case, PAGE, needs_me=needs)
