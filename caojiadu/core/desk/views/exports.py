"""A list as a sheet: why, then the file, or the page on which it will lie."""

import uuid
from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.factor import again_required
from caojiadu.core.desk import exporting
from caojiadu.core.desk.many.choosing import chosen
from caojiadu.core.desk.models import Sheet
from caojiadu.core.desk.place import WITHIN, kept_list, words_of
from caojiadu.core.desk.views.common import page


@never_cache
@staff_required
@again_required
def export(request: HttpRequest) -> HttpResponseBase:
    """The list that the address names, or what was ticked in it; nothing leaves the house without a reason."""
    user = signed_in(request)
    asked = kept_list(request.POST.get(WITHIN, "") or request.GET.get(WITHIN, "")) or QueryDict()
    ticked = request.method == "POST" and request.POST.get("which") != "all"
    keys = chosen(request, asked)[0] if ticked else []
    bound = "go" in request.POST
    form = exporting.ExportForm(request.POST if bound else None, user)
    if bound and form.is_valid():
        try:
            made = exporting.export(exporting.Wanted(user, asked, keys, **form.cleaned_data), request)
        except exporting.TooMany as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:sheet", made.key) if isinstance(made, Sheet) else made
    context: dict[str, Any] = {
        "form": form,
        "keys": keys,
        "which": "" if ticked else "all",
        "within": words_of(asked),
        "back": f"{reverse('desk:cases')}?{words_of(asked)}",
    }
    return page(request, "desk/export.html", context, status=422 if form.errors else 200)


@never_cache
@staff_required
@again_required
def sheet(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """A long list: how far it is, then the file. Only whoever asked for it sees it."""
    found = get_object_or_404(Sheet, key=key, by=signed_in(request))
    if found.made_at and request.method == "POST":
        return exporting.sent(found)
    return page(request, "desk/sheet.html", {"sheet": found})
