"""Supervision cards: the list, and entering a slip of the district."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page
from petitions.forms.supervision import SlipForm
from petitions.oversight.supervision import issue_card
from petitions.panels.supervision import cards_of, works_with_cards


@never_cache
@staff_required
def cards(request: HttpRequest) -> HttpResponse:
    """The cards that the person may open: those not done, or all."""
    if not works_with_cards(request.user):
        raise Http404
    everything = request.GET.get("show") == "all"
    rows = cards_of(request.user).select_related("office", "breach", "parent")
    found = page_of(rows if everything else rows.filter(closed_at=None), request, newest_first=everything)
    return page(request, "petitions/desk/supervision/list.html", {"page": found, "everything": everything})


@never_cache
@staff_required
def slip(request: HttpRequest) -> HttpResponse:
    """Enter a slip that the district sent."""
    if not request.user.has_role("letters") or not request.user.has_perm("petitions.supervise"):
        raise Http404
    form = SlipForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            card = issue_card(
                actor=Actor.staff(request.user),
                office=data["office"],
                data=data,
                parent=form.parent,
                number_there=data["number_there"],
            )
        except Refused as refused:
            form.add_error("number_there", str(refused))
        else:
            messages.success(request, _("Entered as %(number)s.") % {"number": card.number})
            return redirect("desk:case", card.number)
    context = {"form": form}
    return page(request, "petitions/desk/supervision/slip.html", context, status=422 if form.is_bound else 200)
