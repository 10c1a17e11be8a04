"""Entering a grid case."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.actor import Actor
from caojiadu.core.desk.views.common import page
from caojiadu.core.organisation.models import Neighbourhood
from offices.management.providers import open_grid_case


class NewGridCaseForm(forms.Form):
    """What a supervisor saw."""

    title = forms.CharField(
        label=_("What is to be put right"), max_length=60, help_text=_("For example: manhole cover missing.")
    )
    place = forms.CharField(label=_("Where exactly"), max_length=120)
    neighbourhood = forms.ModelChoiceField(
        label=_("Neighbourhood"), queryset=Neighbourhood.objects.all(), required=False
    )


@staff_required
def new_grid_case(request: HttpRequest) -> HttpResponse:
    """Enter a grid case found on patrol."""
    if not request.user.has_perm("office_management.handle_gridcase"):
        raise Http404
    form = NewGridCaseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        case = open_grid_case(actor=Actor.staff(request.user), **form.cleaned_data)
        messages.success(request, _("Entered as %(number)s.") % {"number": case.number})
        return redirect("desk:case", case.number)
    return page(request, "offices/management/new_grid_case.html", {"form": form})
