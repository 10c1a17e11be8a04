"""Unmasking a person: a reason first, then one look, logged."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.factor import again_required
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.access import may_reveal
from caojiadu.core.cases.models import Case
from caojiadu.core.desk import hooks
from caojiadu.core.desk.views.common import case_or_404, page


class RevealForm(forms.Form):
    """Why a person's details are needed."""

    reason = forms.CharField(label=_("Why you need it"), max_length=200, help_text=_("Kept in the read log."))


@staff_required
@again_required
def person(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for the reason, then show name, phone, paper and address of one person, on this one page.

    Who answers to "also_revealed" gives what else of a matter says where to find whoever wrote: (label, words).
    """
    case = case_or_404(request, number)
    of = request.GET.get("of", "")[:40]
    resident = _person_of(case, of)
    if resident is None or not may_reveal(request.user, case, resident):
        raise Http404
    form = RevealForm(request.POST if request.method == "POST" else None)
    shown = form.is_bound and form.is_valid()
    if shown:
        record(
            action="reveal",
            subject_type="case",
            subject_key=case.number,
            office_id=case.office_id,
            reason=form.cleaned_data["reason"],
            request=request,
            data={"resident": str(resident.key)},
        )
    also = [row for rows in hooks.also_revealed(case) for row in rows] if shown and not of else []
    context = {"case": case, "resident": resident, "form": form, "shown": shown, "also": also}
    response = page(request, "desk/person.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _person_of(case: Case, key: str) -> Any:
    """One of several people by key, else who wrote."""
    if not key:
        return case.resident
    return next((found for found in hooks.person_of_case(case, key) if found is not None), None)
