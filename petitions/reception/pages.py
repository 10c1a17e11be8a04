"""The roster of reception days at the desk, and the page on which people read it."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.forms import pick_from
from caojiadu.core.desk.views.common import page
from caojiadu.core.front.posting import posted_from
from caojiadu.core.organisation.facts import facts
from caojiadu.core.workdays.deadlines import StoredCalendar
from petitions.letters.addresses import ways
from petitions.reception.models import ReceptionDay, days_ahead, is_holiday, leaders, may_keep_roster

AHEAD = 366  # days that a roster reaches


class ReceptionDayForm(forms.ModelForm):
    class Meta:
        model = ReceptionDay
        fields = ("leader", "day", "starts", "ends")
        widgets = {
            "day": forms.DateInput({"type": "date"}),
            "starts": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "leader", leaders())

    def clean_day(self) -> dt.date:
        """A day to come, within a year, and no public holiday."""
        day: dt.date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("This day has passed already."))
        if day > today + dt.timedelta(days=AHEAD):
            raise ValidationError(_("At most a year ahead."))
        if is_holiday(day, StoredCalendar(day, day)):
            raise ValidationError(_("This is a public holiday."))
        return day

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning, said beside it."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end comes before the beginning."))
        return cleaned


CONTACTS = ("petition_phone", "petition_place", "petition_address", "petition_postal_address", "petition_hours")


@require_safe
def reception(request: HttpRequest) -> HttpResponse:
    """When leaders receive people, and where (Regulations on petition work, art. 18)."""
    return render(request, "petitions/reception/days.html", {"days": days_ahead(), "ways": ways()})


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Channels, addresses, times, how to check, procedure and rules (Regulations on petition work, art. 18)."""
    found = facts(keys=CONTACTS)
    context = {
        "contacts": [found[key] for key in CONTACTS if key in found],
        "days": days_ahead(most=5),
        "page_address": request.build_absolute_uri(reverse("petitions:new")),
    }
    return render(request, "petitions/reception/how.html", context)


@staff_required
def roster(request: HttpRequest) -> HttpResponse:
    """The roster, and the form for one more day."""
    if not may_keep_roster(request.user):
        raise Http404
    form = ReceptionDayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        day = form.save()
        record(action="add", subject_type="petitions.receptionday", subject_key=day.pk, request=request)
        messages.success(request, _("Entered. Everybody can read it now."))
        return redirect("letters_desk:roster")
    context = {"form": form, "days": days_ahead()}
    return page(request, "petitions/reception/roster.html", context, status=422 if form.errors else 200)


@staff_required
@posted_from("letters_desk:roster")
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Take a day out of the roster."""
    if not may_keep_roster(request.user):
        raise Http404
    day = get_object_or_404(ReceptionDay, pk=key)
    record(action="delete", subject_type="petitions.receptionday", subject_key=day.pk, request=request)
    day.delete()
    messages.success(request, _("Taken out of the roster."))
    return redirect("letters_desk:roster")
