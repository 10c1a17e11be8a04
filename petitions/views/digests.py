"""Digests of suggestions: the list, and gathering one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.actor import Actor
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page
from petitions.forms.digest import GatherForm, PeriodForm, last_quarter
from petitions.oversight.digests import gather
from petitions.panels.digests import digests_of, gathers


def _may(request: HttpRequest) -> None:
    if not gathers(request.user):
        raise Http404


@never_cache
@staff_required
def digests(request: HttpRequest) -> HttpResponse:
    """Every digest, newest first."""
    _may(request)
    found = page_of(digests_of(request.user), request, newest_first=True)
    return page(request, "petitions/desk/digests/list.html", {"page": found})


@never_cache
@staff_required
def new(request: HttpRequest) -> HttpResponse:
    """Choose a period, then the suggestions of it."""
    _may(request)
    posted = request.method == "POST"
    period = PeriodForm((request.POST if posted else request.GET) or last_quarter())
    if not period.is_valid():
        return _show(request, period, None, 422 if posted else 200)
    days = period.cleaned_data
    form = GatherForm(request.POST if posted else None, user=request.user, **days)
    if not (form.is_bound and form.is_valid()):
        return _show(request, period, form, 422 if posted else 200)
    digest = gather(actor=Actor.staff(request.user), suggestions=form.cleaned_data["suggestions"], **days)
    messages.success(request, _("Gathered as %(number)s. Now sum each up without persons.") % {"number": digest.number})
    return redirect("desk:move", digest.number, "edit_digest")


def _show(request: HttpRequest, period: Any, form: Any, status: int) -> HttpResponse:
    return page(request, "petitions/desk/digests/new.html", {"period": period, "form": form}, status=status)
