"""The side of a provider without an account: the page of one order behind a link, and the slip with that link."""

from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.access import may_reveal
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.forms import MoveForm
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.step_forms import form_class
from caojiadu.core.desk.panels import Panel
from caojiadu.core.desk.views.common import case_or_404
from caojiadu.core.hooks import provide
from offices.service.life import ordering
from offices.service.models import LifeOrder

STEPS = ("lifeorder_accept", "lifeorder_decline", "lifeorder_report")
PASSED = "lifeorder_passed"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: HttpRequest, token: str) -> HttpResponse:
    """One order for whoever has it now. Looking does nothing: a scanner of links may open it.

    Who is served stands there as 张*, the place down to the lane; place and phone come once the order is accepted, and
    go once it is served.
    """
    order, passed = ordering.order_of(token)
    if order is None:
        return _answer(request, {}, 410)
    key, form, trouble = request.POST.get("do", ""), None, ""
    if request.method == "POST" and key in STEPS:
        try:
            move(case=order, key=key, actor=Actor.link(), data=request.POST, extra={"passed": passed})
        except Invalid as error:
            form = error.form
        except MoveError as error:
            trouble = str(error.message)
        else:
            return _answer(request, {"declined": True}) if key == STEPS[1] else redirect("life:provider", token)
    status = 422 if form else 409 if trouble else 200
    return _answer(request, _shown(order, key, form) | {"trouble": trouble}, status)


def _shown(order: LifeOrder, key: str, form: Any) -> dict[str, Any]:
    """The order, and the form of each step that can be taken; the one that was refused as it was filled in."""
    keys = () if order.state != PASSED else ("lifeorder_report",) if order.accepted_on else STEPS[:2]
    forms = {one: form if one == key and form else _form(order, one) for one in keys}
    return {
        "order": order,
        "accept": forms.get(STEPS[0]),
        "decline": forms.get(STEPS[1]),
        "report": forms.get(STEPS[2]),
        "open": order.state == PASSED,
        "phone": order.resident.phone_sealed.removeprefix("+86") if order.accepted_on and order.resident else "",
    }


def _form(order: LifeOrder, key: str) -> MoveForm:
    step = order.workflow.transition(key)
    assert step is not None
    first = {"promised_on": order.promised_on or order.wanted_on, "served_on": timezone.localdate()}
    kind_of_form = form_class(order.workflow, step)
    assert kind_of_form is not None
    form = kind_of_form(case=order, actor=Actor.link(), initial=first, auto_id=f"{key}_%s")
    if promised := form.fields.get("promised_on"):
        promised.help_text = ordering.words_of_last_day(order, timezone.localdate())
    return form


def _answer(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    answer = render(request, "offices/service/life_provider.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@staff_required
@require_safe
def slip(request: HttpRequest, number: str) -> HttpResponse:
    """What is printed or forwarded for the provider: the order in short, and the link as a QR code."""
    order = case_or_404(request, number)
    if not isinstance(order, LifeOrder) or order.state != PASSED:
        raise Http404
    return render(request, "offices/service/life_slip.html", {"order": order, **_link(order)})


@provide("panels.life_order")
def link_of_the_order(case: Any, user: Visitor) -> list[Panel]:
    """Who is served and near where, and the link to be sent to the provider while the order is there."""
    shown = {"order": case, "reveals": may_reveal(user, case), **(_link(case) if case.state == PASSED else {})}
    return [Panel("offices/service/life_panel.html", shown)]


@provide("also_revealed")
def whole_place(case: Any) -> list[tuple[Any, str]]:
    """Where exactly somebody is served stands with name and phone: for a reason, which is logged."""
    return [(_("Where"), case.place_sealed)] if isinstance(case, LifeOrder) and case.place_sealed else []


def _link(order: LifeOrder) -> dict[str, Any]:
    link = ordering.link_of(order)
    qr = str(segno.make(link, error="m", micro=False).svg_data_uri(scale=4, border=2, light="#fff"))
    return {"link": link, "qr": qr, "days": ordering.LINK_DAYS}
