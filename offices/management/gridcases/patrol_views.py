"""Patrol on a phone: class in two taps, place, a photo, sent; what I found today and what is to be seen on site."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.forms import Words, long_text
from caojiadu.core.desk.views.common import page
from caojiadu.core.files.uploads import PhotosField
from caojiadu.core.organisation.models import Neighbourhood
from offices.management.gridcases import patrol
from offices.management.models import GridClass


class FindForm(forms.Form):
    """What was found, of a class that is chosen already."""

    before_photos = PhotosField(label=gettext_lazy("Photo"), required=True, camera=True)
    place = Words(
        label=gettext_lazy("Where exactly"), max_length=120, help_text=gettext_lazy("Street and number, or the corner.")
    )
    neighbourhood = forms.ModelChoiceField(
        label=gettext_lazy("Neighbourhood"), queryset=Neighbourhood.objects.all(), required=False, empty_label="—"
    )
    what = long_text(gettext_lazy("What was seen"), rows=2, required=False)


class SpotFindForm(FindForm):
    """The same, of a class that may be put right at once."""

    done = long_text(
        gettext_lazy("Put right at once: what was done"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Leave it empty if it is still to be put right."),
    )
    after_photos = PhotosField(label=gettext_lazy("Photo after it was put right"), camera=True)

    def clean(self) -> dict[str, Any]:
        """Put right at once is told in words and in a photo."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("done") and not cleaned.get("after_photos") and "after_photos" not in self.errors:
            self.add_error("after_photos", _("Take a photo of how it looks now."))
        if cleaned.get("after_photos") and not cleaned.get("done") and "done" not in self.errors:
            self.add_error("done", _("Say what was done."))
        return cleaned


@staff_required
def home(request: HttpRequest) -> HttpResponse:
    """The large classes to choose from, my finds of today, what waits to be seen on site."""
    _door(request)
    context = {
        "groups": patrol.groups(),
        "finds": patrol.finds_of(request.user),
        "waiting": patrol.to_verify(request.user),
    }
    return page(request, "offices/management/patrol.html", context)


@staff_required
def classes(request: HttpRequest, group: str) -> HttpResponse:
    """The classes of a large one: the second tap."""
    _door(request)
    rows = list(GridClass.objects.filter(group=group, active=True))
    if not rows:
        raise Http404
    return page(request, "offices/management/patrol_classes.html", {"rows": rows, "label": rows[0].get_group_display()})


@staff_required
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """Place and photo of what was found; whatever is refused comes back with everything typed and sent."""
    _door(request)
    grid_class = get_object_or_404(GridClass, pk=pk, active=True)
    kind = SpotFindForm if grid_class.on_spot else FindForm
    if request.method != "POST":
        form = kind(initial={"neighbourhood": patrol.last_neighbourhood(request.user)})
    else:
        form = kind(request.POST, request.FILES)
        if form.is_valid():
            after = form["after_photos"].data.token if grid_class.on_spot else ""
            case = patrol.report_find(user=request.user, grid_class=grid_class, data=form.cleaned_data, after=after)
            messages.success(request, _("Sent as %(number)s.") % {"number": case.number})
            return redirect("office_management:patrol")
    context = {"form": form, "grid_class": grid_class}
    return page(request, "offices/management/patrol_find.html", context, status=422 if form.errors else 200)


def _door(request: HttpRequest) -> None:
    if not request.user.has_perm("office_management.handle_gridcase"):
        raise Http404
