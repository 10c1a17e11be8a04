"""Any window takes any service (一窗受理): a clerk enters the application of whoever stands there, and prints it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases import history
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page, version_seen
from caojiadu.core.organisation.models import Fact
from caojiadu.core.registers.patterns.online_application import BroughtForm
from services.applications.desk import TRIES, LookUpForm, at_window_of, given_with, handed_on, look_up, missing_of
from services.applications.draft import fill
from services.applications.forms import WindowForm
from services.applications.models import Application
from services.applications.papers import named
from services.catalogue.items import register_of, shown
from services.catalogue.models import Item
from services.catalogue.search import found_among
from services.hall.access import halls_of

LIST, RECEIPT = "services_desk:applications", "services_desk:entered"
BROUGHT = "papers_brought"
LONGEST = 60  # characters that are looked for


@staff_required
@never_cache
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """The services that a window takes in; `?q=` finds one. Below, what the clerk took in, the newest first."""
    _serves_or_404(request.user)
    return _list(request, LookUpForm())


def _list(request: HttpRequest, form: LookUpForm, status: int = 200) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    items = [one for one in shown().select_related("centre") if register_of(one)]
    mine = Application.objects.filter(entered_by=request.user.pk).select_related("case", "version")
    found = page_of(mine, request, newest_first=True, columns=("case_id",))
    for row in found.rows:
        row.here = not handed_on(row)
    context = {"q": q, "items": found_among(q, items) if q else items, "page": found, "form": form}
    return page(request, "services/applications/list.html", context, status=status)


@staff_required
@never_cache
@sensitive_post_parameters("proof")
@require_http_methods(["GET", "HEAD", "POST"])
def sought(request: HttpRequest) -> HttpResponse:
    """On to the receipt of what was taken in at another window, for whoever comes back to this one."""
    _serves_or_404(request.user)
    if request.method != "POST":
        return redirect(LIST)
    form, status = LookUpForm(request.POST), 422
    if form.is_valid():
        limit, seconds = TRIES
        if not throttle.hit(scope="taken_in", key=request.user.pk, limit=limit, seconds=seconds):
            form.add_error("number", _("Very many searches. Please try again in an hour."))
            status = 429
        elif (found := look_up(request, form)) is None:
            form.add_error("number", _("No window took in an application with this number and this paper or phone."))
        elif handed_on(found):
            messages.warning(request, _("The office has taken it up. Hand what was brought to the office itself."))
            return redirect(LIST)
        else:
            return redirect(RECEIPT, found.case.number)
    return _list(request, form, status)


@staff_required
@never_cache
@sensitive_post_parameters("name", "id_number", "address", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """The form of a service, for whoever stands at the window; a good one leads to the receipt."""
    _serves_or_404(request.user)
    item = get_object_or_404(Item, key=key)
    filling = fill(request, item, WindowForm)
    if filling is None:
        raise Http404
    if request.method == "POST" and (made := filling.send(request.user)):
        return _taken_in(request, made.application)
    status = filling.status if request.method == "POST" else 200
    return page(request, "services/applications/enter.html", filling.context, status=status)


def _taken_in(request: HttpRequest, application: Application) -> HttpResponse:
    """On to the receipt; where there is none for this clerk, back to the list with the number."""
    values = {"number": application.case.number}
    if application.entered_by != request.user:
        words = _(
            "The same was taken in a moment ago at another window, number %(number)s. What is new was added to it."
        )
        messages.info(request, words % values)
        return redirect(LIST)
    messages.success(request, _("Taken in under the number %(number)s.") % values)
    return redirect(LIST) if handed_on(application) else redirect(RECEIPT, application.case.number)


@staff_required
@never_cache
@require_safe
def entered(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, to be printed: what was handed in and what was not, who decides by when, and how to ask."""
    application = _taken_in_or_404(request, number)
    if handed_on(application):
        raise Http404
    case = application.case
    read_once(request=request, subject_type="case", subject_key=case.number, office_id=case.office_id)
    centre = application.version.item.centre
    context = {
        "case": case,
        "takes_more": case.workflow.transition(BROUGHT) is not None,
        "version": application.version,
        "given": given_with(application),
        "missing": missing_of(application),
        "limits": [one for one in history.limits_of(case) if one.running],
        "told_limits": application.version.lines("limits"),
        "centre": centre,
        "facts": Fact.objects.filter(centre=centre) if centre else [],
    }
    return page(request, "services/applications/receipt.html", context)


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def brought(request: HttpRequest, number: str) -> HttpResponse:
    """Papers that somebody brings later: which they are, and their files or that the original was shown."""
    application = _taken_in_or_404(request, number)
    case, actor = application.case, Actor.staff(request.user)
    if case.workflow.transition(BROUGHT) is None:
        raise Http404
    if request.method != "POST":
        if handed_on(application):
            messages.warning(request, _("The office has taken it up. Hand what was brought to the office itself."))
            return redirect(LIST)
        read_once(request=request, subject_type="case", subject_key=case.number, office_id=case.office_id)
        return _brought(request, application, BroughtForm(case=case, actor=actor))
    sent: Any = {"data": request.POST, "files": request.FILES}
    if handed_on(application):
        return _brought(request, application, BroughtForm(case=case, actor=actor, **sent), status=409)
    try:
        move(case=case, key=BROUGHT, actor=actor, seen=version_seen(request), **sent)
    except Invalid as refused:
        return _brought(request, application, refused.form, status=422)
    except MoveError as refused:
        messages.warning(request, str(refused.message))
        case.refresh_from_db()
        return _brought(request, application, BroughtForm(case=case, actor=actor, **sent), status=409)
    messages.success(request, _("What was brought is written down. The office is told."))
    return redirect(RECEIPT, number)


def _brought(request: HttpRequest, application: Application, form: BroughtForm, status: int = 200) -> HttpResponse:
    context = {
        "case": application.case,
        "version": application.version,
        "missing": missing_of(application),
        "form": form,
        "named": named(form),
        "late": handed_on(application),
    }
    return page(request, "services/applications/brought.html", context, status=status)


def _taken_in_or_404(request: HttpRequest, number: str) -> Application:
    """What a clerk took in, or opened today."""
    _serves_or_404(request.user)
    rows = at_window_of(request).select_related("version__item__centre", "case__office", "case__resident")
    return get_object_or_404(rows, case__number=number)


def _serves_or_404(user: Any) -> None:
    """Only for staff who serve the windows of a hall, of whatever office the service is."""
    if not halls_of(user):
        raise Http404
