"""The page on which a head hands over what a colleague has: choose, look, send off, see what became of each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.absences import away_today
from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.forms import long_text, pick_from
from caojiadu.core.cases.models import Case
from caojiadu.core.desk import leaving
from caojiadu.core.desk.queues import offices_of
from caojiadu.core.desk.rows import columns_of, lines
from caojiadu.core.desk.views.common import page


class ShareForm(forms.Form):
    """To whom, and with which word."""

    to = forms.ModelMultipleChoiceField(
        label=_("Who takes over"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With several, the matters are dealt out in turn; you can change each before it goes."),
        error_messages={"required": _("Choose at least one colleague.")},
    )
    note = long_text(_("Note for whoever takes over"), rows=3, required=False)


@staff_required
def leavers(request: HttpRequest) -> HttpResponse:
    """Who has open matters in the offices one heads; those who left come first."""
    _door(request)
    return page(request, "desk/leavers.html", {"rows": leaving.holders(request.user)})


@staff_required
def leaver(request: HttpRequest, key: int) -> HttpResponse:
    """Three steps on one address: choose colleagues, look at the shares, send them off."""
    _door(request)
    person = get_object_or_404(User, pk=key, kind=User.Kind.STAFF)
    mine = leaving.open_cases(request.user).filter(handler=person)
    first = mine.order_by("due_at", "id")[: leaving.AT_ONCE]
    cases = list(first)
    here = leaving.colleagues_of(request.user)
    if not cases and person.pk not in here:
        raise Http404
    colleagues = _colleagues(here, person)
    form = ShareForm(request.POST if request.method == "POST" else None)
    pick_from(form, "to", colleagues)
    context: dict[str, Any] = {"person": person, "form": form, "cases": cases, "more": len(cases) == leaving.AT_ONCE}
    if "go" in request.POST:
        return _send_off(request, context, cases, {one.pk: one for one in colleagues})
    if form.is_bound and form.is_valid():
        context["shares"] = leaving.shares(cases, list(form.cleaned_data["to"]))
        context["colleagues"] = colleagues
    else:
        context["rows"] = lines(columns_of(first))
    return page(request, "desk/leaver.html", context, status=422 if form.errors else 200)


def _send_off(
    request: HttpRequest, context: dict[str, Any], cases: list[Case], people: dict[int, User]
) -> HttpResponse:
    """What was looked at goes off; each row says what became of it."""
    form: ShareForm = context["form"]
    try:
        note = form.fields["note"].clean(request.POST.get("note", ""))
    except ValidationError:
        return page(request, "desk/leaver.html", context, status=422)  # the bound form says why, beside the field
    seen = [case for case in cases if f"case-{case.pk}" in request.POST]
    chosen = {case.pk: request.POST[f"case-{case.pk}"] for case in seen}
    to = {pk: people[int(value)] for pk, value in chosen.items() if value.isdecimal() and int(value) in people}
    assert isinstance(request.user, User)
    context["results"] = leaving.hand_over(cases=seen, to=to, note=note, leaver=context["person"], by=request.user)
    return page(request, "desk/leaver.html", context)


def _colleagues(here: set[int], person: User) -> Any:
    """Those who are there to take over: neither the person nor anybody away."""
    able = here - {person.pk} - away_today(here).keys()
    return User.objects.filter(pk__in=able).order_by("display_name", "pk")


def _door(request: HttpRequest) -> None:
    if not offices_of(request.user, "head"):
        raise Http404
