"""What is not in another system yet: the list, the word that it is, and one matter's number there."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import read_once
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page
from caojiadu.core.external_systems import keeping
from caojiadu.core.external_systems.desks import EntryDesk, desk_of
from caojiadu.core.external_systems.forms import NumberForm
from caojiadu.core.external_systems.models import Counterpart, CounterpartQuerySet
from caojiadu.core.front.posting import posted_from

AT_ONCE = 500
LATELY = dt.timedelta(days=7)
SHOWN = 5


def desk_or_404(request: HttpRequest, system: str) -> EntryDesk:
    """The desk of a system; for whoever does not enter matters there, its pages do not exist."""
    desk = desk_of(system)
    if desk is None or not desk.is_for(request.user):
        raise Http404
    return desk


@never_cache
@staff_required
def not_there(request: HttpRequest, system: str) -> HttpResponse:
    """What has still to be entered there, what waits longest first; ticked ones are there."""
    desk = desk_or_404(request, system)
    mine = desk.counterparts(request.user)
    if request.method == "POST":
        ticked = [int(key) for key in request.POST.getlist("case")[:AT_ONCE] if key.isdecimal() and len(key) < 18]
        _say_entered(request, desk, mine.filter(pk__in=ticked), len(ticked))
        return redirect("external_systems:not_there", system)
    rows = mine.to_enter().select_related("case", "case__office").defer("case__readers", "case__barred")
    context = {
        "system": desk.system,
        "page": page_of(rows, request, columns=("changed_at", "case_id")),
        "lately": lately(mine, request.user),
        "seen": timezone.now().isoformat(),
    }
    return page(request, "external_systems/not_there.html", context)


def lately(mine: CounterpartQuerySet, user: Visitor) -> list[dict[str, Any]]:
    """What a person noted as entered in the last days, each time once, so that it can be taken back."""
    found = mine.filter(entered_by=user, entered_at__gte=timezone.now() - LATELY).values("entered_at")
    rows = list(found.annotate(n=Count("pk")).order_by("-entered_at")[:SHOWN])
    return [{**row, "moment": row["entered_at"].isoformat()} for row in rows]


@staff_required
@posted_from("external_systems:not_there", "system")
def take_back(request: HttpRequest, system: str) -> HttpResponse:
    """What was noted as entered at one moment is not there after all."""
    desk = desk_or_404(request, system)
    moment = _moment(request.POST.get("moment", ""))
    mine = desk.counterparts(request.user).filter(entered_by=request.user, entered_at=moment) if moment else None
    done = keeping.take_back(mine, user=request.user, request=request) if mine is not None else 0
    if done:
        said = ngettext("%(n)d matter is on the list again.", "%(n)d matters are on the list again.", done)
        messages.success(request, said % {"n": done})
    else:
        messages.warning(request, _("Nothing was left to take back."))
    return redirect("external_systems:not_there", system)


@never_cache
@staff_required
def matter(request: HttpRequest, system: str, number: str) -> HttpResponse:
    """The number of one matter there; or, from its page, the word that everything is there, or is not after all."""
    desk = desk_or_404(request, system)
    case = get_object_or_404(desk.cases(request.user), number=number)
    row = Counterpart.objects.filter(pk=case.pk).first()
    if request.method == "POST" and "entered" in request.POST:
        _say_entered(request, desk, desk.counterparts(request.user).filter(pk=case.pk), 1)
        return redirect("desk:case", number)
    if request.method == "POST" and "take_back" in request.POST:
        keeping.take_back(desk.counterparts(request.user).filter(pk=case.pk), user=request.user, request=request)
        messages.success(request, _("It is on the list again."))
        return redirect("desk:case", number)
    form = NumberForm(request.POST if request.method == "POST" else None, initial={"number": row.number if row else ""})
    if form.is_bound and form.is_valid() and _keep(request, desk, case, form):
        return redirect("desk:case", number)
    read_once(request=request, subject_type="case", subject_key=case.number, office_id=case.office_id)
    context = {"system": desk.system, "case": case, "form": form}
    return page(request, "external_systems/matter.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, desk: EntryDesk, case: Any, form: NumberForm) -> bool:
    try:
        keeping.keep_numbers(
            {case.pk: form.cleaned_data["number"]}, desk.system.key, user=request.user, request=request
        )
    except IntegrityError:
        form.add_error("number", _("Another matter has this number."))
        return False
    messages.success(request, _("Its number there is kept."))
    return True


def _say_entered(request: HttpRequest, desk: EntryDesk, rows: CounterpartQuerySet, asked: int) -> None:
    """Note that these are there, as they stood when the page was made, and say how many."""
    seen = _moment(request.POST.get("seen", ""))
    done = keeping.mark_entered(rows, seen=seen, user=request.user, how="ticked", request=request) if seen else 0
    name = {"system": desk.system.label, "n": done}
    if done:
        said = ngettext("%(n)d matter is in %(system)s now.", "%(n)d matters are in %(system)s now.", done)
        messages.success(request, said % name)
    else:
        messages.warning(request, _("Nothing was ticked that is not there yet."))
    if done < asked and rows.to_enter().exists():
        messages.warning(request, _("Something changed here while you looked: it is still on the list."))


def _moment(text: str) -> dt.datetime | None:
    """A moment as a page of ours wrote it, or nothing."""
    try:
        found = parse_datetime(text[:40])
        return found.astimezone(dt.UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
