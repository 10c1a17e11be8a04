"""To whom the head opens a sensitive register."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.assign import handlers_of
from caojiadu.core.cases.colleagues import ColleagueField
from caojiadu.core.desk.views.common import page
from caojiadu.core.registers.access import heads, register_or_404
from caojiadu.core.registers.models import Keeper


class KeeperForm(forms.Form):
    person = ColleagueField(label=gettext_lazy("Open it to"))


@staff_required
def keepers(request: HttpRequest, office: str, key: str) -> HttpResponse:
    """Name a keeper, or end somebody's keeping; both are logged."""
    register, whose = register_or_404(request, office, key)
    head: Any = request.user
    if not register.has_keepers or not heads(head, register):
        raise Http404
    if register.keepers_of:
        return redirect("registers:keepers", office, register.keepers_of)
    held = Keeper.objects.filter(register=key, until=None).select_related("user", "named_by")
    form = KeeperForm(request.POST if "person" in request.POST else None)
    person: Any = form.fields["person"]
    person.offer(handlers_of(whose.pk) - {row.user_id for row in held} - {head.pk})
    if request.method == "POST" and "end" in request.POST:
        _end(request, key)
        return redirect("registers:keepers", office, key)
    if form.is_bound and form.is_valid():
        user = form.cleaned_data["person"]
        Keeper.objects.get_or_create(register=key, user=user, until=None, defaults={"named_by": head})
        record(action="keeper_named", subject_type="register", subject_key=key, request=request, data={"user": user.pk})
        messages.success(request, _("%(name)s may open this register now.") % {"name": user})
        return redirect("registers:keepers", office, key)
    context = {"register": register, "slug": office, "rows": held, "form": form}
    return page(request, "registers/keepers.html", context, status=422 if form.errors else 200)


def _end(request: HttpRequest, key: str) -> None:
    pk = request.POST["end"][:18]
    ended = Keeper.objects.filter(register=key, until=None, pk=pk if pk.isdecimal() else 0)
    if ended.update(until=timezone.now()):
        record(action="keeper_ended", subject_type="register", subject_key=key, request=request, data={"keeper": pk})
        messages.success(request, _("Ended."))
