"""Keeping a list under a name: save, change, delete and bring back."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.forms import TimeInput, Words, pick_from
from caojiadu.core.desk.models import Digest, SavedView
from caojiadu.core.desk.place import WITHIN, kept_list, words_of
from caojiadu.core.desk.queues import find_queue
from caojiadu.core.desk.saved import BACK, offices_shared, views_for
from caojiadu.core.desk.views.common import page
from caojiadu.core.organisation.models import Office


class ViewForm(forms.Form):
    """Its name, whose it is, and when one is told of it."""

    name = Words(
        label=pgettext_lazy("of a list", "Name"), max_length=30, help_text=_("What the list is about; nobody's name.")
    )
    office = forms.ModelChoiceField(
        label=_("Who has it in the rail"),
        queryset=Office.objects.none(),
        required=False,
        empty_label=_("Only I"),
        help_text=_("Everybody sees in it only what they may open."),
    )
    first = forms.BooleanField(label=_("The list that opens first"), required=False)
    at = forms.TimeField(
        label=_("Tell me at"), required=False, widget=TimeInput(), help_text=_("On working days, if anything is in it.")
    )
    many = forms.IntegerField(label=_("Tell me once it holds so many"), required=False, min_value=1, max_value=1000)

    def __init__(self, data: Any, user: User, view: SavedView | None = None) -> None:
        digest = Digest.objects.filter(view=view).first() if view else None
        begins: dict[str, Any] = {"name": view.name, "office": view.office_id, "first": view.first} if view else {}
        begins |= {"at": digest.at, "many": digest.many} if digest else {}
        super().__init__(data, initial=begins)
        pick_from(self, "office", Office.objects.filter(pk__in=offices_shared(user)))


@staff_required
def views(request: HttpRequest) -> HttpResponse:
    """One's own views, those of the office, and what was deleted since yesterday."""
    user = signed_in(request)
    gone = SavedView.objects.filter(owner=user, deleted_at__gte=timezone.now() - BACK)
    rows = views_for(user).select_related("owner", "office", "digest")
    return page(request, "desk/views.html", {"rows": rows, "gone": gone})


@staff_required
def save(request: HttpRequest) -> HttpResponse:
    """Keep the list of the address under a name."""
    asked = kept_list(request.POST.get(WITHIN, "") or request.GET.get(WITHIN, "")) or QueryDict()
    user, asked = signed_in(request), asked.copy()
    asked.pop("after", None)
    if not asked.get("q"):
        asked["queue"] = find_queue(user, asked.get("queue", "")).key
    return _form(request, SavedView(owner=user, asked=words_of(asked)))


@staff_required
def change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change one's own view, delete it, or bring it back."""
    view = get_object_or_404(SavedView, key=key, owner=signed_in(request))
    if request.method == "POST" and {"delete", "back"} & set(request.POST):
        deleted = "delete" in request.POST
        SavedView.objects.filter(pk=view.pk).update(deleted_at=timezone.now() if deleted else None, first=False)
        said = gettext("“%(name)s” is deleted.") if deleted else gettext("“%(name)s” is back.")
        messages.success(request, said % {"name": view.name})
        return redirect("desk:views")
    return _form(request, view)


def _form(request: HttpRequest, view: SavedView) -> HttpResponse:
    user, old = signed_in(request), view if view.pk else None
    form = ViewForm(request.POST if request.method == "POST" else None, user, old)
    if form.is_bound and form.is_valid():
        _keep(view, form.cleaned_data)
        messages.success(request, gettext("“%(name)s” is saved.") % {"name": view.name})
        return redirect(f"/desk/cases/?{view.asked}")
    context = {"form": form, "view": view, "old": old}
    return page(request, "desk/view.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _keep(view: SavedView, typed: dict[str, Any]) -> None:
    if typed["first"]:
        SavedView.objects.filter(owner_id=view.owner_id, first=True).exclude(pk=view.pk).update(first=False)
    view.name, view.office, view.first = typed["name"], typed["office"], typed["first"]
    view.save()
    if typed["at"] or typed["many"]:
        told = {"at": typed["at"], "many": typed["many"], "told_on": None, "full": False}
        Digest.objects.update_or_create(view=view, defaults=told)
    else:
        Digest.objects.filter(view=view).delete()
