"""Being away: who, from when to when, and who stands in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.absences import deputies_for, end_absence, people_under, set_absence
from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import Absence, User
from caojiadu.core.cases.forms import pick_from
from caojiadu.core.desk.views.common import page
from caojiadu.core.front.posting import posted_from

SHOWN = 100  # absences of now and to come, of the people one answers for


class AbsenceForm(forms.Form):
    """Who is away, and who stands in."""

    user = forms.ModelChoiceField(label=_("Who is away"), queryset=User.objects.none())
    first = forms.DateField(label=_("First day away"), widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label=_("Last day away"), widget=forms.DateInput({"type": "date"}))
    deputy = forms.ModelChoiceField(
        label=_("Who stands in"),
        queryset=User.objects.none(),
        required=False,
        help_text=_(
            "Somebody of the same office; for a leader another leader. They see your matters and act for you, under "
            "both names. Without a deputy the head is told what comes."
        ),
    )

    def __init__(self, data: Any = None, *, actor: User) -> None:
        super().__init__(data, initial={"user": actor.pk, "first": timezone.localdate()})
        self.actor = actor
        people = people_under(actor)
        pick_from(self, "user", people)
        others = people.values("pk").union(deputies_for(actor).values("pk"))
        pick_from(self, "deputy", User.objects.filter(pk__in=others).order_by("display_name", "pk"))

    def keep(self, request: HttpRequest) -> bool:
        """Enter it; False, with the words beside the field, where that cannot be."""
        try:
            set_absence(**self.cleaned_data, by=self.actor, request=request)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True


@staff_required
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away now or soon, of oneself and those one heads, and the form for another absence."""
    actor = _who(request)
    form = AbsenceForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_bound and form.is_valid() and form.keep(request):
        messages.success(request, _("Entered. It ends by itself."))
        return redirect("desk:absences")
    rows = Absence.objects.filter(user__in=people_under(actor), last__gte=timezone.localdate())
    context = {
        "form": form,
        "rows": rows.select_related("user", "deputy")[:SHOWN],
        "standing_in": actor.stands_in_for,
        "today": timezone.localdate(),
    }
    return page(request, "desk/absences.html", context, status=422 if form.errors else 200)


@staff_required
@posted_from("desk:absences")
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Somebody is back."""
    actor = _who(request)
    row = get_object_or_404(Absence, pk=key, user__in=people_under(actor))
    try:
        end_absence(absence=row, by=actor, request=request)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Welcome back: nobody stands in any more."))
    return redirect("desk:absences")


def _who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
